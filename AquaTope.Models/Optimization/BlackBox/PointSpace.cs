namespace AquaTope.Models.Optimization.BlackBox;

/// <summary>
/// The points a black box tells apart: the unit cube [0, 1]^d, of which each coordinate is either continuous or a grid
/// of equal steps from 0 to 1.
/// </summary>
public sealed class PointSpace
{
    // Far finer than the finest grid, far coarser than the last bit of a coordinate.
    private const double Rounding = 1e-9;

    private readonly int[] _steps;

    /// <param name="steps">For each coordinate the number of steps between 0 and 1; 0 where it is continuous.</param>
    /// <exception cref="ArgumentException">There is no coordinate, or a negative number of steps.</exception>
    public PointSpace(IReadOnlyList<int> steps)
    {
        if (steps.Count == 0) throw new ArgumentException("A space has at least one coordinate.", nameof(steps));
        if (steps.Any(count => count < 0))
            throw new ArgumentException("A number of steps is at least 0.", nameof(steps));
        _steps = [.. steps];
    }

    /// <summary>The number of coordinates d.</summary>
    public int Dimensions => _steps.Length;

    /// <summary>For each coordinate the number of steps between 0 and 1; 0 where it is continuous.</summary>
    public IReadOnlyList<int> Steps => _steps;

    /// <summary>The number of points where every coordinate is a grid; infinity where one is continuous.</summary>
    public double Size =>
        _steps.Aggregate(1.0, (size, steps) => steps == 0 ? double.PositiveInfinity : size * (steps + 1));

    /// <summary>The whole unit cube.</summary>
    public static PointSpace Continuous(int dimensions) => new(new int[dimensions]);

    /// <summary>Moves a point onto the nearest point of the grid, half to even, and into the cube.</summary>
    public void Snap(Span<double> point)
    {
        for (var i = 0; i < point.Length; i++)
        {
            var inside = Math.Clamp(point[i], 0, 1);
            point[i] = _steps[i] == 0 ? inside : Math.Round(inside * _steps[i]) / _steps[i];
        }
    }

    /// <summary>Whether two points are one to the black box: equal but for rounding.</summary>
    public static bool Same(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        for (var i = 0; i < left.Length; i++)
            if (Math.Abs(left[i] - right[i]) > Rounding)
                return false;
        return true;
    }
}
