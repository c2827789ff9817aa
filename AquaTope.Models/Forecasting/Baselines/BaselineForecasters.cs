using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>The forecasters that need no training, by name.</summary>
public static class BaselineForecasters
{
    /// <summary>The names in the order in which reports list them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["naive", "seasonal-naive", "moving-average", "renewal"];

    /// <summary>
    /// The forecaster of that name for windows of that length, or <see langword="false"/> when there is none.
    /// </summary>
    public static bool TryCreate(string name, WindowLength window, out IForecaster forecaster)
    {
        IForecaster? known = name switch
        {
            "naive" => new NaiveForecaster(),
            "seasonal-naive" => new SeasonalNaiveForecaster(Math.Max(1, 86_400 / window.Seconds)),
            "moving-average" => new MovingAverageForecaster(Math.Max(1, 3_600 / window.Seconds)),
            "renewal" => new RenewalForecaster(),
            _ => null
        };
        forecaster = known!;
        return known is not null;
    }
}
