using System.Security.Cryptography;
using System.Text;

namespace AquaTope.Host.Security.Keys;

/// <summary>
/// The SHA-256 of a secret. Secrets made here are 64 random letters and digits, which nobody finds by guessing: salt
/// and a slow hash, which protect what people choose, would only make each request dear.
/// </summary>
public readonly struct KeyHash
{
    private readonly byte[] _bytes;

    private KeyHash(byte[] bytes) => _bytes = bytes;

    public static KeyHash Of(string secret) => new(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Reads 64 hexadecimal characters.</summary>
    public static bool TryParse(string? text, out KeyHash hash)
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        hash = new KeyHash(bytes);
        return text is { Length: 2 * SHA256.HashSizeInBytes }
               && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    /// <summary>Whether both are the same, in a time that does not tell how much of them is.</summary>
    public bool Matches(KeyHash other) => CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    public override string ToString() => Convert.ToHexStringLower(_bytes);
}
