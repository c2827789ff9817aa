using System.Numerics;
using System.Runtime.InteropServices;

namespace AquaTope.Models.Forecasting.Regression;

/// <summary>
/// Ridge regression on a stream: keeps <c>XᵀX</c> and <c>Xᵀy</c> with older rows weighing less, and solves for the
/// coefficients when told to.
/// </summary>
/// <param name="features">Numbers in a row.</param>
/// <param name="penalty">What is added to the diagonal, as if so many rows had said that a coefficient is zero.</param>
/// <param name="memory">Rows after which a row weighs a factor e less.</param>
internal sealed class RunningRidge(int features, double penalty, double memory)
{
    // Instead of shrinking the sums by each row, newer rows weigh more; from here on everything is scaled back.
    private const double MostWeight = 1e9;

    private readonly double[] _gram = new double[features * features];
    private readonly double[] _factor = new double[features * features];
    private readonly double[] _moments = new double[features];
    private readonly double[] _coefficients = new double[features];
    private readonly double _growth = Math.Exp(1 / memory);
    private double _weight = 1;

    /// <summary>The answer for a row with the coefficients last solved for; zero before the first time.</summary>
    public double Predict(ReadOnlySpan<double> row) => Dot(row, _coefficients);

    /// <summary>Adds a row.</summary>
    public void Add(ReadOnlySpan<double> row, double target)
    {
        _weight *= _growth;
        for (var i = 0; i < features; i++)
        {
            if (row[i] == 0) continue;
            var scaled = _weight * row[i];
            _moments[i] += scaled * target;
            AddScaled(_gram.AsSpan(i * features, i + 1), row[..(i + 1)], scaled);
        }
        if (_weight > MostWeight) Rescale();
    }

    /// <summary>Solves <c>(XᵀX + penalty·I) β = Xᵀy</c> by Cholesky's factorization.</summary>
    public void Solve()
    {
        _gram.CopyTo(_factor, 0);
        for (var i = 0; i < features; i++)
        {
            var row = _factor.AsSpan(i * features, features);
            row[i] += penalty * _weight;
            for (var j = 0; j <= i; j++)
            {
                var other = _factor.AsSpan(j * features, features);
                var rest = row[j] - Dot(row[..j], other[..j]);
                row[j] = j == i ? Math.Sqrt(rest) : rest / other[j];
            }
        }

        for (var i = 0; i < features; i++)
        {
            var row = _factor.AsSpan(i * features, features);
            _coefficients[i] = (_moments[i] - Dot(row[..i], _coefficients.AsSpan(0, i))) / row[i];
        }
        for (var i = features - 1; i >= 0; i--)
        {
            var row = _factor.AsSpan(i * features, features);
            _coefficients[i] /= row[i];
            AddScaled(_coefficients.AsSpan(0, i), row[..i], -_coefficients[i]);
        }
    }

    private void Rescale()
    {
        for (var i = 0; i < _gram.Length; i++) _gram[i] /= _weight;
        for (var i = 0; i < features; i++) _moments[i] /= _weight;
        _weight = 1;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var lanes = MemoryMarshal.Cast<double, Vector<double>>(left);
        var others = MemoryMarshal.Cast<double, Vector<double>>(right);
        var sum = Vector<double>.Zero;
        for (var i = 0; i < lanes.Length; i++) sum += lanes[i] * others[i];
        var total = Vector.Sum(sum);
        for (var i = lanes.Length * Vector<double>.Count; i < left.Length; i++) total += left[i] * right[i];
        return total;
    }

    private static void AddScaled(Span<double> sums, ReadOnlySpan<double> values, double scale)
    {
        var lanes = MemoryMarshal.Cast<double, Vector<double>>(sums);
        var others = MemoryMarshal.Cast<double, Vector<double>>(values);
        for (var i = 0; i < lanes.Length; i++) lanes[i] += others[i] * scale;
        for (var i = lanes.Length * Vector<double>.Count; i < sums.Length; i++) sums[i] += values[i] * scale;
    }
}
