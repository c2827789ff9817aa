using static AquaTope.Models.SplitMix64;

namespace AquaTope.Models.Simulation;

/// <summary>
/// Random numbers by counting instead of by order: the draws of one subject (a function's n-th invocation, say) depend
/// on the seed, the subject and the number alone. Two runs that differ in policy therefore meet the same service times
/// and the same cold starts, so that what differs between them is the policy's doing (common random numbers).
/// </summary>
internal readonly struct Chance
{
    private readonly ulong _key;

    private Chance(ulong key) => _key = key;

    /// <summary>The draws of the subject's n-th occasion.</summary>
    public static Chance Of(int seed, ulong subject, long number) =>
        new(Mix(Mix(Mix((ulong)seed + Golden) ^ Mix(subject + Golden)) ^ Mix((ulong)number + Golden)));

    /// <summary>A subject's key from its name.</summary>
    public static ulong SubjectOf(string name)
    {
        var key = (ulong)name.Length;
        foreach (var c in name) key = Mix(key + Golden + c);
        return key;
    }

    /// <summary>The k-th uniform number of this occasion, in (0, 1).</summary>
    public double Uniform(int k) => ((Bits(k) >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>The j-th standard normal number; uses the uniform numbers 2j and 2j+1 (Box-Muller).</summary>
    public double Normal(int j) =>
        Math.Sqrt(-2 * Math.Log(Uniform(2 * j))) * Math.Cos(2 * Math.PI * Uniform(2 * j + 1));

    /// <summary>
    /// A Poisson number; uses the uniform numbers 2j and 2j+1. By inversion of the distribution function up to a mean
    /// of 30, above it by its normal limit.
    /// </summary>
    public int Poisson(double mean, int j)
    {
        if (mean > 30) return (int)Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * Normal(j)));
        var uniform = Uniform(2 * j);
        var probability = Math.Exp(-mean);
        var count = 0;
        for (var below = probability; uniform > below && probability > 0; below += probability)
            probability *= mean / ++count;
        return count;
    }

    /// <summary>A whole number in [0, bound), by multiplication.</summary>
    public int Below(int bound, int k) => (int)Math.BigMul(Bits(k), (ulong)bound, out _);

    private ulong Bits(int k) => Mix(_key ^ Mix((ulong)k + Golden));
}
