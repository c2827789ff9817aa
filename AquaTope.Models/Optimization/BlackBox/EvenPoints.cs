using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Optimization.BlackBox;

/// <summary>
/// Points of a unit cube of any dimension: a shifted Sobol sequence as far as it has dimensions, chance beyond.
/// </summary>
internal sealed class EvenPoints(int dimensions, ulong seed)
{
    private readonly SobolSequence _sequence =
        new(Math.Clamp(dimensions, 1, SobolSequence.MaximumDimensions), seed);

    private readonly CounterRandom _chance = new(seed);

    /// <summary>The point at a position, counted from 0.</summary>
    public double[] At(uint position)
    {
        var even = _sequence.Point(position);
        if (even.Length == dimensions) return even;
        var point = new double[dimensions];
        for (var i = 0; i < point.Length; i++)
            point[i] = i < even.Length ? even[i] : _chance.Uniform(position, (ulong)i);
        return point;
    }
}
