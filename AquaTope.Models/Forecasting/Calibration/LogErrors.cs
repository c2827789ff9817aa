namespace AquaTope.Models.Forecasting.Calibration;

/// <summary>
/// Turns point forecasts into distributions by the errors they made: on <c>ln(1 + demand)</c>, so that they grow with
/// the demand, and relative to a running size of the errors at this time of the hour and just now.
/// </summary>
/// <param name="hour">Windows in an hour.</param>
internal sealed class LogErrors(int hour)
{
    private const double RecentRate = 1.0 / 40;
    private const double PhaseRate = 0.1;
    private const double MeanRate = 1.0 / 2000;
    private const double LeastSize = 1e-3;

    // After a long run of perfect forecasts any error is beyond all measure.
    private const double MostRelative = 20;

    // No count in an integer exceeds e^21.5.
    private const double MostLog = 22;

    private readonly RunningQuantiles _relative = new();
    private readonly double[] _phases = new double[hour];
    private double _recent;
    private double _mean;
    private int _seen;

    /// <summary>Writes the quantiles of demand around a point forecast of <c>ln(1 + demand)</c>.</summary>
    /// <returns>The mean of demand.</returns>
    public double Write(double point, long window, Span<double> quantiles)
    {
        var size = Size(window);
        for (var k = 0; k < quantiles.Length; k++)
            quantiles[k] = Math.Exp(Math.Min(point + size * _relative[k], MostLog)) - 1;
        QuantileLevels.Order(quantiles);
        return QuantileLevels.Mean(quantiles);
    }

    /// <summary>Learns how far a point forecast was off: the logarithm seen less the one forecast.</summary>
    public void Observe(double error, long window)
    {
        var magnitude = Math.Abs(error);
        _seen++;
        if (_seen == 1) (_recent, _mean) = (magnitude, magnitude);
        _relative.Observe(Math.Clamp(error / Size(window), -MostRelative, MostRelative));
        _recent += Math.Max(RecentRate, 1.0 / _seen) * (magnitude - _recent);
        _mean += Math.Max(MeanRate, 1.0 / _seen) * (magnitude - _mean);
        ref var phase = ref _phases[Phase(window)];
        phase = phase == 0 ? _mean : phase + PhaseRate * (magnitude - phase);
    }

    private double Size(long window)
    {
        var phase = _phases[Phase(window)];
        var ratio = phase == 0 ? 1 : Math.Clamp(phase / _mean, 0.25, 4);
        return Math.Max(LeastSize, Math.Sqrt(_recent * _mean) * ratio);
    }

    private int Phase(long window) => (int)((window % hour + hour) % hour);
}
