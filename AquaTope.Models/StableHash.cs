using static AquaTope.Models.SplitMix64;

namespace AquaTope.Models;

/// <summary>
/// A hash that is the same in every process and release, unlike <see cref="HashCode"/>: for jitter and identifiers that
/// must replay. FNV-1a over UTF-16 code units, finished by <see cref="SplitMix64.Mix"/>.
/// </summary>
public static class StableHash
{
    /// <summary>64 well-mixed bits of the text and two numbers.</summary>
    public static ulong Of(ReadOnlySpan<char> text, long first = 0, long second = 0)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var c in text) hash = (hash ^ c) * 0x100000001B3UL;
        return Mix(Mix(hash ^ Mix((ulong)first + Golden)) ^ (ulong)second);
    }

    /// <summary>The hash as a number in [0, 1).</summary>
    public static double Unit(ReadOnlySpan<char> text, long first = 0, long second = 0) =>
        (Of(text, first, second) >> 11) * (1.0 / (1UL << 53));
}
