namespace AquaTope.Models;

/// <summary>
/// A hash that is the same in every process and release, unlike <see cref="HashCode"/>: for jitter and identifiers that
/// must replay. FNV-1a over UTF-16 code units, finished by the mixer of SplitMix64 (Steele, Lea and Flood, OOPSLA'14).
/// </summary>
public static class StableHash
{
    /// <summary>64 well-mixed bits of the text and two numbers.</summary>
    public static ulong Of(ReadOnlySpan<char> text, long first = 0, long second = 0)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var c in text) hash = (hash ^ c) * 0x100000001B3UL;
        return Mix(Mix(hash ^ Mix((ulong)first + 0x9E3779B97F4A7C15UL)) ^ (ulong)second);
    }

    /// <summary>The hash as a number in [0, 1).</summary>
    public static double Unit(ReadOnlySpan<char> text, long first = 0, long second = 0) =>
        (Of(text, first, second) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
