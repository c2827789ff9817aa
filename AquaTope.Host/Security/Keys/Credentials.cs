using System.Net.Http.Headers;
using System.Text;

namespace AquaTope.Host.Security.Keys;

/// <summary>What a request presents: a secret, and with basic authentication the id that goes with it.</summary>
/// <param name="Id">The user of <c>uuid:key</c>; nothing where only the secret is given.</param>
/// <param name="Secret">What is hashed and compared.</param>
public sealed record Credentials(string? Id, string Secret)
{
    /// <summary>
    /// Reads an <c>Authorization</c> header: a bearer token, which is a secret or <c>uuid:key</c>, or basic
    /// authentication. Anything else is nothing.
    /// </summary>
    public static Credentials? Of(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header) || header.Parameter is not { } parameter)
            return null;
        return header.Scheme.ToUpperInvariant() switch
        {
            "BEARER" => Split(parameter),
            "BASIC" when Decoded(parameter) is { } decoded && decoded.Contains(':', StringComparison.Ordinal) =>
                Split(decoded),
            _ => null
        };
    }

    /// <summary>Never the secret: a record's own text would show it wherever one is logged.</summary>
    public override string ToString() => $"{nameof(Credentials)} of {Id ?? "nobody named"}";

    private static Credentials Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new Credentials(null, text) : new Credentials(text[..colon], text[(colon + 1)..]);
    }

    private static string? Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : null;
    }
}
