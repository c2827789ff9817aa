namespace AquaTope.Models.Forecasting;

/// <summary>
/// Watches whether a forecaster's errors have grown: a one-sided CUSUM (Page 1954) on the share of windows whose demand
/// exceeded the quantile that was forecast for them.
/// </summary>
/// <remarks>
/// With calibrated forecasts each window exceeds its quantile with probability <c>p</c>. The statistic adds up the
/// logarithm of how much likelier each outcome would be were that probability <see cref="Worse"/> times as high, and
/// starts again from zero when negative. From zero it reaches the threshold before falling back with probability at
/// most <c>e^−threshold</c> (Wald), so the mean number of windows between false alarms is at least
/// <c>e^threshold</c>; that is how the threshold is chosen.
/// </remarks>
public sealed record ErrorDrift
{
    /// <summary>The change worth an alarm, as a multiple of the probability.</summary>
    private const double Worse = 3;

    private ErrorDrift(double level, double threshold)
    {
        Level = level;
        Threshold = threshold;
    }

    /// <summary>The quantile that is watched.</summary>
    public double Level { get; }

    /// <summary>The statistic from which on there is an alarm.</summary>
    public double Threshold { get; }

    /// <summary>How far the evidence has come; zero when all is well.</summary>
    public double Statistic { get; private init; }

    /// <summary>Whether errors have grown.</summary>
    public bool IsDrifting => Statistic >= Threshold;

    /// <summary>A watch on a quantile.</summary>
    /// <param name="level">The quantile, above two thirds, so that three times the excesses are possible.</param>
    /// <param name="windowsBetweenFalseAlarms">
    /// How rare a false alarm must be while forecasts are calibrated: at least so many windows apart, on average.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The level or the number of windows makes no sense.</exception>
    public static ErrorDrift Watch(double level, double windowsBetweenFalseAlarms)
    {
        if (!(level is > 2.0 / 3 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level lies between 2/3 and 1.");
        if (!(windowsBetweenFalseAlarms > 1))
            throw new ArgumentOutOfRangeException(
                nameof(windowsBetweenFalseAlarms), windowsBetweenFalseAlarms,
                "False alarms are more than a window apart.");
        return new ErrorDrift(level, Math.Log(windowsBetweenFalseAlarms));
    }

    /// <summary>The watch after one more window.</summary>
    /// <param name="forecast">What was forecast for it.</param>
    /// <param name="demand">What came.</param>
    public ErrorDrift After(Forecast forecast, int demand)
    {
        var calm = 1 - Level;
        var evidence = demand > forecast.Quantile(Level)
            ? Math.Log(Worse)
            : Math.Log((1 - Worse * calm) / (1 - calm));
        return this with { Statistic = Math.Max(0, Statistic + evidence) };
    }

    /// <summary>The watch from zero, after an alarm has been answered.</summary>
    public ErrorDrift Reset() => this with { Statistic = 0 };
}
