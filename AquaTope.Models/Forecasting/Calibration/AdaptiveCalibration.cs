namespace AquaTope.Models.Forecasting.Calibration;

/// <summary>
/// Adaptive conformal calibration (Gibbs and Candès 2021) of each quantile: where demand exceeds it more often than its
/// level says, it is raised, and lowered where less often, whatever the forecasts are like.
/// </summary>
/// <remarks>
/// Shifts are on <c>ln(1 + demand)</c> in units of the usual error there. Demands are whole numbers, so their quantiles
/// jump; a demand is taken as spread evenly over the half below and above it (Machado and Santos Silva 2005), whose
/// quantiles do not, and <see cref="QuantileLevels"/> are whole again once rounded.
/// </remarks>
internal sealed class AdaptiveCalibration
{
    private const double LeastStep = 0.01;
    private const double FirstStep = 0.2;
    private const double SizeRate = 1.0 / 500;
    private const double MostShift = 3;
    private const double GoldenRatio = 0.6180339887498949;

    private readonly double[] _shifts = new double[QuantileLevels.Count];
    private double _size;
    private int _seen;

    /// <summary>Calibrates quantiles in place.</summary>
    public void Apply(Span<double> quantiles)
    {
        for (var k = 0; k < quantiles.Length; k++)
            quantiles[k] = (1 + quantiles[k]) * Math.Exp(_shifts[k] * _size) - 1;
        QuantileLevels.Order(quantiles);
    }

    /// <summary>Learns what became of quantiles that were calibrated.</summary>
    public void Observe(ReadOnlySpan<double> calibrated, int demand)
    {
        _seen++;
        // Multiples of the golden ratio fill the unit interval evenly and look like chance.
        var spread = demand - 0.5 + GoldenRatio * _seen % 1;
        var error = Math.Abs(Math.Log((1 + demand) / (1 + calibrated[QuantileLevels.Median])));
        _size += Math.Max(SizeRate, 1.0 / _seen) * (error - _size);
        var step = Math.Max(LeastStep, FirstStep / Math.Sqrt(_seen));
        var levels = QuantileLevels.All;
        for (var k = 0; k < _shifts.Length; k++)
        {
            var move = spread > calibrated[k] ? levels[k] : levels[k] - 1;
            _shifts[k] = Math.Clamp(_shifts[k] + step * move, -MostShift, MostShift);
        }
    }
}
