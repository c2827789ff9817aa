using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting;

/// <summary>Cursors of any forecaster.</summary>
public static class ForecastCursors
{
    /// <summary>
    /// The forecaster's own cursor; where it has none, one that keeps the history and asks the forecaster anew for each
    /// window.
    /// </summary>
    /// <param name="forecaster">Who forecasts.</param>
    /// <param name="function">Whose demand it is.</param>
    /// <param name="first">The window that will be observed first.</param>
    public static IForecastCursor Open(IForecaster forecaster, FunctionId function, WindowIndex first) =>
        forecaster is ISequentialForecaster sequential
            ? sequential.Open(function, first)
            : new HistoryCursor(forecaster, function, first);

    /// <summary>The forecast of the window after the last one observed.</summary>
    public static Forecast Next(this IForecastCursor cursor)
    {
        Span<double> quantiles = stackalloc double[QuantileLevels.Count];
        var mean = cursor.Predict(quantiles);
        return Forecast.FromQuantiles(mean, QuantileLevels.All, quantiles);
    }
}
