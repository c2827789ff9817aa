using static AquaTope.Models.SplitMix64;

namespace AquaTope.Models.Optimization.Sampling;

/// <summary>
/// Chance without state: every draw is a function of a stream and two counters, so draws can be made in any order, on
/// any machine and in any language with the same bits.
/// </summary>
/// <param name="stream">The seed; different streams are unrelated.</param>
public readonly struct CounterRandom(ulong stream)
{
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
}
