namespace AquaTope.Models.Optimization.Sampling;

/// <summary>
/// Chance without state: every draw is a function of a stream and two counters, so draws can be made in any order, on
/// any machine and in any language with the same bits. The mixing step is that of SplitMix64 (Steele, Lea and Flood,
/// OOPSLA 2014).
/// </summary>
/// <param name="stream">The seed; different streams are unrelated.</param>
public readonly struct CounterRandom(ulong stream)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const double InverseTwoTo53 = 1.0 / (1L << 53);

    /// <summary>A number in the open interval (0, 1), 53 bits fine.</summary>
    /// <param name="row">The first counter, for example the trial.</param>
    /// <param name="column">The second counter, for example the coordinate.</param>
    public double Uniform(ulong row, ulong column) => ((Bits(row, column) >> 11) + 0.5) * InverseTwoTo53;

    /// <summary>A standard normal number by Box and Muller, from the uniform columns 2j and 2j + 1.</summary>
    public double Normal(ulong row, ulong column) =>
        Math.Sqrt(-2 * Math.Log(Uniform(row, 2 * column))) * Math.Cos(2 * Math.PI * Uniform(row, 2 * column + 1));

    /// <summary>64 bits.</summary>
    public ulong Bits(ulong row, ulong column) =>
        Mix(Mix(Mix(stream + Golden) ^ Mix(row + Golden)) ^ Mix(column + Golden));

    /// <summary>A bijection of 64 bits in which every input bit reaches every output bit.</summary>
    public static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
