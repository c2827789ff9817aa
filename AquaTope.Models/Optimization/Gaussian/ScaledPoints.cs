using System.Numerics;
using System.Runtime.InteropServices;

namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>
/// Points divided by length scales, coordinate by coordinate, so that one point's distances to all others are sums over
/// contiguous numbers.
/// </summary>
internal sealed class ScaledPoints
{
    private readonly double[] _inverseScales;
    private double[][] _columns;

    public ScaledPoints(ReadOnlySpan<double> lengthScales, int capacity)
    {
        _inverseScales = new double[lengthScales.Length];
        for (var j = 0; j < lengthScales.Length; j++) _inverseScales[j] = 1 / lengthScales[j];
        _columns = NewColumns(capacity);
    }

    public int Count { get; private set; }

    public int Dimensions => _inverseScales.Length;

    public void Add(ReadOnlySpan<double> point)
    {
        if (Count == _columns[0].Length)
        {
            var larger = NewColumns(2 * Count);
            for (var j = 0; j < Dimensions; j++) _columns[j].CopyTo(larger[j], 0);
            _columns = larger;
        }
        for (var j = 0; j < Dimensions; j++) _columns[j][Count] = point[j] * _inverseScales[j];
        Count++;
    }

    /// <summary>Writes the squared scaled distances of a point to the first points held here.</summary>
    public void SquaredDistances(ReadOnlySpan<double> point, Span<double> squares)
    {
        squares.Clear();
        for (var j = 0; j < _columns.Length; j++)
        {
            var at = point[j] * _inverseScales[j];
            var column = _columns[j].AsSpan(0, squares.Length);
            var blocks = MemoryMarshal.Cast<double, Vector<double>>(column);
            var sums = MemoryMarshal.Cast<double, Vector<double>>(squares);
            var centre = new Vector<double>(at);
            for (var i = 0; i < blocks.Length; i++)
            {
                var difference = centre - blocks[i];
                sums[i] += difference * difference;
            }
            for (var i = blocks.Length * Vector<double>.Count; i < column.Length; i++)
                squares[i] += (at - column[i]) * (at - column[i]);
        }
    }

    /// <summary>
    /// Adds to a gradient that of sum_i w_i r_i^2 with respect to the point, r_i being its scaled distance to point i.
    /// </summary>
    public void AddGradient(ReadOnlySpan<double> point, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        var total = 0.0;
        foreach (var weight in weights) total += weight;
        for (var j = 0; j < _columns.Length; j++)
        {
            var inverse = _inverseScales[j];
            var column = _columns[j].AsSpan(0, weights.Length);
            gradient[j] += 2 * inverse * (total * point[j] * inverse - Vectors.Dot(weights, column));
        }
    }

    private double[][] NewColumns(int capacity)
    {
        var columns = new double[_inverseScales.Length][];
        for (var j = 0; j < columns.Length; j++) columns[j] = new double[Math.Max(1, capacity)];
        return columns;
    }
}
