using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Optimization.Acquisition;

/// <summary>
/// Standard normal numbers for sample paths, spread evenly over the paths: a shifted Sobol sequence for the first
/// points as far as it has dimensions, a Latin hypercube for the rest. Fixed, so that an acquisition is a smooth
/// function.
/// </summary>
/// <param name="paths">The number of paths S.</param>
/// <param name="seed">Another seed gives other numbers.</param>
public sealed class BaseSamples(int paths, ulong seed)
{
    private readonly double[][] _even = Even(paths, seed);

    /// <summary>One number for each path; the same coordinate gives the same numbers.</summary>
    public double[] Coordinate(int coordinate)
    {
        var normals = new double[paths];
        if (coordinate < SobolSequence.MaximumDimensions)
        {
            // A shifted Sobol point is a multiple of 2^-32, and half of that keeps it from being 0.
            for (var s = 0; s < paths; s++) normals[s] = StandardNormal.Quantile(_even[s][coordinate] + HalfStep);
            return normals;
        }

        var chance = new CounterRandom(seed);
        var strata = new int[paths];
        var keys = new double[paths];
        for (var s = 0; s < paths; s++)
        {
            strata[s] = s;
            keys[s] = chance.Uniform((ulong)coordinate, (ulong)(2 * s));
        }
        Array.Sort(keys, strata);
        for (var s = 0; s < paths; s++)
            normals[s] = StandardNormal.Quantile(
                (strata[s] + chance.Uniform((ulong)coordinate, (ulong)(2 * s + 1))) / paths);
        return normals;
    }

    private const double HalfStep = 0.5 / (1L << 32);

    private static double[][] Even(int paths, ulong seed)
    {
        var sequence = new SobolSequence(SobolSequence.MaximumDimensions, seed);
        var points = new double[paths][];
        for (var s = 0; s < paths; s++) points[s] = sequence.Point((uint)s);
        return points;
    }
}
