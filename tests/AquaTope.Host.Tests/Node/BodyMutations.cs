using System.Text;

namespace AquaTope.Host.Tests.Node;

/// <summary>
/// Bodies that are nearly right: bytes flipped, cut out, repeated, or replaced by what parsers stumble over.
/// </summary>
internal sealed class BodyMutations(int seed)
{
    private static readonly byte[][] Stumbles =
    [
        .. new[]
        {
            "\"", "{", "}", "[", "]", ",", ":", "null", "true", "-1", "0", "1e999", "-0.0", "9223372036854775808",
            "\\u0000", "\\ud800", "\uFEFF", "\"\"", "{}", "[]", "NaN", "/", "..", "%2F"
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0]
    ];

    private readonly Random _random = new(seed);

    /// <summary>The body with one to three mutations.</summary>
    public byte[] Of(byte[] body)
    {
        var mutated = body;
        for (var left = _random.Next(1, 4); left > 0; left--) mutated = Once(mutated);
        return mutated;
    }

    private byte[] Once(byte[] body)
    {
        var from = _random.Next(body.Length + 1);
        var to = Math.Min(body.Length, from + _random.Next(1, 24));
        return _random.Next(6) switch
        {
            0 => body[..from],
            1 => [.. body[..from], .. body[to..]],
            2 => [.. body[..to], .. body[from..]],
            3 => [.. body[..from], .. Stumbles[_random.Next(Stumbles.Length)], .. body[from..]],
            4 => [.. body[..from], .. Stumbles[_random.Next(Stumbles.Length)], .. body[to..]],
            _ => [.. body.Select((b, at) => at == from ? (byte)(b ^ (1 << _random.Next(8))) : b)]
        };
    }
}
