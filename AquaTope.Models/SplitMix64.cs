namespace AquaTope.Models;

/// <summary>
/// The mixing step of SplitMix64 (Steele, Lea and Flood, OOPSLA'14), on which everything seeded here rests: random
/// numbers by counting, jitter, and derived seeds.
/// </summary>
internal static class SplitMix64
{
    /// <summary>The step between two states: 2^64 over the golden ratio, made odd.</summary>
    public const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A bijection of 64 bits in which every input bit reaches every output bit.</summary>
    public static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
