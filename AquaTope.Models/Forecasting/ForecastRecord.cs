using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting;

/// <summary>
/// How forecasts of one function turn out: the last one, the mean absolute error of recent ones, and a watch on whether
/// demand exceeds the forecast quantile more often than it should.
/// </summary>
public sealed record ForecastRecord
{
    /// <summary>The quantile that is watched.</summary>
    public const double WatchedLevel = 0.95;

    private const double Memory = 60;

    private ForecastRecord()
    {
    }

    /// <summary>What the newest forecast was; <see langword="null"/> before the first.</summary>
    public Forecast? Forecast { get; private init; }

    /// <summary>Who made it.</summary>
    public string? Forecaster { get; private init; }

    /// <summary>
    /// The mean distance of demand from the mean forecast, in containers, over about the last sixty forecasts.
    /// </summary>
    public double? MeanError { get; private init; }

    /// <summary>Whether errors have grown beyond what calibrated forecasts allow.</summary>
    public bool IsDrifting => Watch.IsDrifting;

    private ErrorDrift Watch { get; init; } = null!;

    private WindowIndex? Expected { get; init; }

    private int Scored { get; init; }

    /// <summary>A record without forecasts yet.</summary>
    /// <param name="windowsBetweenFalseAlarms">See <see cref="ErrorDrift.Watch"/>.</param>
    public static ForecastRecord Begin(double windowsBetweenFalseAlarms) =>
        new() { Watch = ErrorDrift.Watch(WatchedLevel, windowsBetweenFalseAlarms) };

    /// <summary>The record once a forecast was made. Another forecaster's errors are counted from zero.</summary>
    /// <param name="window">The window that is forecast.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="forecaster">Who made it.</param>
    public ForecastRecord Expect(WindowIndex window, Forecast forecast, string forecaster)
    {
        var past = forecaster == Forecaster ? this : new ForecastRecord { Watch = Watch.Reset() };
        return past with { Forecast = forecast, Forecaster = forecaster, Expected = window };
    }

    /// <summary>
    /// The record once windows are over. A forecast counts if the last of them is the one it was made for, and only
    /// once. After an alarm the watch begins anew.
    /// </summary>
    /// <param name="window">The newest window that is over.</param>
    /// <param name="demand">The containers it needed.</param>
    public ForecastRecord Score(WindowIndex window, int demand)
    {
        if (Expected is not { } expected || window < expected) return this;
        var past = this with { Expected = null, Watch = IsDrifting ? Watch.Reset() : Watch };
        if (window > expected) return past;
        var (scored, before) = (Scored + 1, MeanError ?? 0);
        return past with
        {
            Scored = scored,
            MeanError = before + (Math.Abs(demand - Forecast!.Mean) - before) / Math.Min(scored, Memory),
            Watch = past.Watch.After(Forecast, demand)
        };
    }
}
