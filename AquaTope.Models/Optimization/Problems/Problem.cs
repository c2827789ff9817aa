using AquaTope.Models.Optimization.BlackBox;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Optimization.Problems;

/// <summary>
/// A problem with a known answer on which designers are compared: minimise an objective over the unit cube [0, 1]^d
/// where every constraint is at most 0, seeing noisy values only.
/// </summary>
/// <remarks>
/// Chance is counted, not drawn: problem number p under seed s uses the stream s + 1000000 p, in which coordinate j of
/// the i-th point of the initial design is the uniform number (1000000 + i, j), and the t-th evaluation has the row t.
/// So every designer meets the same points and the same noise, in any language.
/// </remarks>
public abstract class Problem
{
    private const ulong StreamsPerProblem = 1_000_000;
    private const ulong FirstInitialRow = 1_000_000;

    /// <param name="name">The name by which commands call it.</param>
    /// <param name="number">The number that keeps its streams of chance apart from other problems'.</param>
    /// <param name="dimensions">The number of coordinates of a point.</param>
    /// <param name="constraints">The number of constraints.</param>
    protected Problem(string name, ulong number, int dimensions, int constraints)
    {
        Name = name;
        Number = number;
        Dimensions = dimensions;
        Constraints = constraints;
    }

    public string Name { get; }

    /// <summary>What keeps its streams of chance apart from other problems'.</summary>
    protected ulong Number { get; }

    public int Dimensions { get; }

    public int Constraints { get; }

    /// <summary>The least noise-free objective of a feasible point, where it is known.</summary>
    public abstract double? Optimum { get; }

    /// <summary>The points that it tells apart.</summary>
    public virtual PointSpace Points => PointSpace.Continuous(Dimensions);

    /// <summary>A point of the initial design: evenly random.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="position">Its place in the design, from 0; the design has no end.</param>
    public double[] InitialPoint(ulong seed, int position)
    {
        var chance = Chance(seed);
        var point = new double[Dimensions];
        for (var j = 0; j < point.Length; j++) point[j] = chance.Uniform(FirstInitialRow + (ulong)position, (ulong)j);
        return point;
    }

    /// <summary>What an evaluation shows: the values with noise.</summary>
    /// <param name="point">A point of the unit cube.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="trial">The number of the evaluation within its run, from 0, the initial design included.</param>
    public abstract Evaluation Observe(IReadOnlyList<double> point, ulong seed, int trial);

    /// <summary>The values without noise, by which answers are judged.</summary>
    public abstract Evaluation Truth(IReadOnlyList<double> point);

    protected CounterRandom Chance(ulong seed) => new(seed + StreamsPerProblem * Number);
}
