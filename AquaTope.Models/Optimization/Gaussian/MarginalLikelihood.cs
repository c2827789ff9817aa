using System.Numerics;
using System.Runtime.InteropServices;

namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>
/// How well hyperparameters explain observations: the log marginal likelihood of a Gaussian process and its gradient
/// (Rasmussen and Williams 2006, 5.4.1). The distances of all pairs are worked out once; an evaluation allocates
/// nothing.
/// </summary>
public sealed class MarginalLikelihood
{
    private readonly KernelShape _shape;
    private readonly int _count;
    private readonly double[] _values;
    private readonly double[] _extraNoise;

    // For each coordinate the squared differences of all pairs i > j, in the order (1,0), (2,0), (2,1), (3,0), ...
    private readonly double[][] _differences;

    private readonly double[] _correlations;
    private readonly double[] _slopes;
    private readonly double[] _row;
    private readonly double[] _inverse;
    private readonly double[] _weights;
    private readonly double[] _ones;
    private readonly Cholesky _factor;

    /// <param name="shape">The kernel.</param>
    /// <param name="points">n points.</param>
    /// <param name="values">n observed values.</param>
    /// <param name="extraNoise">A variance to add to each observation's noise; empty for none.</param>
    public MarginalLikelihood(
        KernelShape shape, IReadOnlyList<double[]> points, ReadOnlySpan<double> values,
        ReadOnlySpan<double> extraNoise = default)
    {
        _shape = shape;
        _count = points.Count;
        _values = values.ToArray();
        _extraNoise = extraNoise.IsEmpty ? new double[_count] : extraNoise.ToArray();
        Dimensions = points[0].Length;
        var pairs = _count * (_count - 1) / 2;
        _differences = new double[Dimensions][];
        for (var d = 0; d < Dimensions; d++)
        {
            _differences[d] = new double[pairs];
            var at = 0;
            for (var i = 1; i < _count; i++)
                for (var j = 0; j < i; j++)
                {
                    var difference = points[i][d] - points[j][d];
                    _differences[d][at++] = difference * difference;
                }
        }

        _correlations = new double[pairs];
        _slopes = new double[pairs];
        _row = new double[_count];
        _inverse = new double[_count * _count];
        _weights = new double[_count];
        _ones = new double[_count];
        _factor = new Cholesky(_count);
    }

    /// <summary>The number of coordinates d.</summary>
    public int Dimensions { get; }

    /// <summary>The number of observations n.</summary>
    public int Count => _count;

    /// <summary>The log marginal likelihood and its gradient.</summary>
    /// <param name="hyperparameters">Where to evaluate.</param>
    /// <param name="gradient">
    /// d + 3 numbers to be written: with respect to the logarithms of the length scales, of the output scale and of the
    /// noise, then with respect to the mean.
    /// </param>
    /// <returns>Negative infinity where the covariance is numerically singular.</returns>
    public double Evaluate(Hyperparameters hyperparameters, Span<double> gradient)
    {
        gradient.Clear();
        if (!TryFactor(hyperparameters.LengthScales, hyperparameters.OutputScale, hyperparameters.Noise))
            return double.NegativeInfinity;
        return Explain(
            hyperparameters.LengthScales, hyperparameters.OutputScale, hyperparameters.Noise, hyperparameters.Mean,
            gradient);
    }

    /// <summary>
    /// The log marginal likelihood under the mean that is best for the other hyperparameters,
    /// (1' A^-1 y) / (1' A^-1 1), and its gradient as in the other overload, that of the mean being zero.
    /// </summary>
    public double Evaluate(
        ReadOnlySpan<double> lengthScales, double outputScale, double noise, out double mean, Span<double> gradient)
    {
        gradient.Clear();
        mean = 0;
        if (!TryFactor(lengthScales, outputScale, noise)) return double.NegativeInfinity;
        Array.Fill(_ones, 1.0);
        _factor.Solve(_ones, _ones);
        var precision = 0.0;
        foreach (var one in _ones) precision += one;
        mean = Vectors.Dot(_ones, _values) / precision;
        return Explain(lengthScales, outputScale, noise, mean, gradient);
    }

    /// <summary>The same without the gradient, which is most of the work.</summary>
    public double Evaluate(ReadOnlySpan<double> lengthScales, double outputScale, double noise, out double mean)
    {
        mean = 0;
        if (!TryFactor(lengthScales, outputScale, noise)) return double.NegativeInfinity;
        Array.Fill(_ones, 1.0);
        _factor.SolveLower(_ones, _ones);
        _factor.SolveLower(_values, _row);
        mean = Vectors.Dot(_ones, _row) / Vectors.Dot(_ones, _ones);
        Vectors.AddScaled(_row, _ones, -mean);
        return -0.5 * (Vectors.Dot(_row, _row) + _factor.LogDeterminant() + _count * Math.Log(2 * Math.PI));
    }

    private bool TryFactor(ReadOnlySpan<double> lengthScales, double outputScale, double noise)
    {
        Array.Clear(_correlations);
        for (var d = 0; d < Dimensions; d++)
            Vectors.AddScaled(_correlations, _differences[d], 1 / (lengthScales[d] * lengthScales[d]));
        Kernel.Correlate(_shape, _correlations, _slopes);

        var matrix = _inverse;
        for (int i = 0, at = 0; i < _count; at += i++)
        {
            var row = matrix.AsSpan(i * _count, i + 1);
            for (var j = 0; j < i; j++) row[j] = outputScale * _correlations[at + j];
            row[i] = outputScale + noise + _extraNoise[i];
        }
        return _factor.TryFactor(matrix, _count);
    }

    private double Explain(
        ReadOnlySpan<double> lengthScales, double outputScale, double noise, double mean, Span<double> gradient)
    {
        for (var i = 0; i < _count; i++) _row[i] = _values[i] - mean;
        _factor.Solve(_row, _weights);
        var likelihood = -0.5
                         * (Vectors.Dot(_row, _weights) + _factor.LogDeterminant() + _count * Math.Log(2 * Math.PI));
        _factor.Invert(_inverse);

        // With g = w w' - A^-1: the derivative by a parameter is half the sum of g_ij dA_ij, so each pair counts once.
        var (byScale, byNoise) = (0.0, 0.0);
        for (int i = 0, at = 0; i < _count; at += i++)
        {
            var inverse = _inverse.AsSpan(i * _count, i + 1);
            var weight = _weights[i];
            var diagonal = 0.5 * (weight * weight - inverse[i]);
            byScale += diagonal;
            byNoise += diagonal;
            byScale += WeighPairs(
                weight, _weights.AsSpan(0, i), inverse[..i], _correlations.AsSpan(at, i), _slopes.AsSpan(at, i));
        }

        for (var d = 0; d < Dimensions; d++)
            gradient[d] = -2 * outputScale / (lengthScales[d] * lengthScales[d])
                          * Vectors.Dot(_slopes, _differences[d]);
        gradient[Dimensions] = outputScale * byScale;
        gradient[Dimensions + 1] = noise * byNoise;
        gradient[Dimensions + 2] = 0;
        foreach (var weight in _weights) gradient[Dimensions + 2] += weight;
        return likelihood;
    }

    // Multiplies the slopes of a row's pairs by g_ij and sums g_ij times the correlations.
    private static double WeighPairs(
        double weight, ReadOnlySpan<double> weights, ReadOnlySpan<double> inverse, ReadOnlySpan<double> correlations,
        Span<double> slopes)
    {
        var w = MemoryMarshal.Cast<double, Vector<double>>(weights);
        var a = MemoryMarshal.Cast<double, Vector<double>>(inverse);
        var c = MemoryMarshal.Cast<double, Vector<double>>(correlations);
        var s = MemoryMarshal.Cast<double, Vector<double>>(slopes);
        var factor = new Vector<double>(weight);
        var sums = Vector<double>.Zero;
        for (var i = 0; i < w.Length; i++)
        {
            var g = factor * w[i] - a[i];
            sums += g * c[i];
            s[i] *= g;
        }

        var sum = Vector.Sum(sums);
        for (var i = w.Length * Vector<double>.Count; i < weights.Length; i++)
        {
            var g = weight * weights[i] - inverse[i];
            sum += g * correlations[i];
            slopes[i] *= g;
        }
        return sum;
    }
}
