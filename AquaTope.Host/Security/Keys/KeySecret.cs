using System.Security.Cryptography;

namespace AquaTope.Host.Security.Keys;

/// <summary>What the holder of a key presents.</summary>
public static class KeySecret
{
    private const int Length = 64;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>
    /// A new secret: 64 letters and digits as OpenWhisk's keys have, above 380 bits of the system's own randomness.
    /// Chance that can be repeated from a seed has no place here.
    /// </summary>
    public static string Create() => RandomNumberGenerator.GetString(Letters, Length);
}
