using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Forecasting.Calibration;

/// <summary>
/// The quantiles of a stream at <see cref="QuantileLevels"/>, tracked without keeping it (Robbins and Monro 1951): each
/// value moves a quantile up by a step times its level, or down by a step times the rest, whichever side it fell on.
/// </summary>
/// <remarks>
/// Steps are in units of the values' mean size. They fall from <see cref="FirstStep"/> to <see cref="LeastStep"/>,
/// below which they stay, so that quantiles follow a stream that changes.
/// </remarks>
internal sealed class RunningQuantiles
{
    private const double FirstStep = 0.5;
    private const double LeastStep = 0.02;
    private const double SizeRate = 1.0 / 200;

    private static readonly double[] Normal = [.. QuantileLevels.All.ToArray().Select(StandardNormal.Quantile)];

    // A normal distribution's mean absolute value is 0.8 of its deviation.
    private const double DeviationPerSize = 1.25;

    private readonly double[] _quantiles = new double[QuantileLevels.Count];
    private double _size;
    private int _seen;

    /// <summary>Values observed.</summary>
    public int Seen => _seen;

    /// <summary>The quantile at that index, zero before anything was observed.</summary>
    public double this[int level] => _quantiles[level];

    /// <summary>Learns a value.</summary>
    public void Observe(double value)
    {
        _seen++;
        _size += Math.Max(SizeRate, 1.0 / _seen) * (Math.Abs(value) - _size);
        if (_seen <= 10)
        {
            // Too few for quantiles of their own: those of a normal distribution as wide as they are.
            for (var k = 0; k < _quantiles.Length; k++) _quantiles[k] = Normal[k] * DeviationPerSize * _size;
            return;
        }
        var step = _size * Math.Max(LeastStep, FirstStep / Math.Sqrt(_seen));
        var levels = QuantileLevels.All;
        for (var k = 0; k < _quantiles.Length; k++)
            _quantiles[k] += step * (value > _quantiles[k] ? levels[k] : levels[k] - 1);
    }
}
