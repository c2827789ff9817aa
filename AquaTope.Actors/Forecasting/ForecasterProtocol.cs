using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Serving;
using AquaTope.Models.Quantities;

namespace AquaTope.Actors.Forecasting;

/// <summary>
/// What a node's forecaster understands and answers. Local to the node: a function asks the one beside it.
/// </summary>
public static class ForecasterProtocol
{
    /// <summary>Answered by <see cref="ForecastReady"/> or <see cref="ForecastDeclined"/>.</summary>
    public sealed record RequestForecast(DemandHistory History);

    /// <summary>
    /// The demand of the window after <paramref name="Window"/>, as <paramref name="By"/> expects it: a
    /// forecaster's name or a model's version.
    /// </summary>
    public sealed record ForecastReady(WindowIndex Window, Forecast Forecast, string By);

    /// <summary>
    /// No forecast this time: the queue is full, the inference failed, or nothing is there that forecasts.
    /// </summary>
    public sealed record ForecastDeclined(WindowIndex Window, string Reason);

    /// <summary>
    /// From the next batch on, ask this model, which is the forecaster's to dispose of; without one, what the node was
    /// started with.
    /// </summary>
    public sealed record UseModel(ModelReading.Found? Model);

    /// <summary>Answered by <see cref="ForecasterInUse"/>.</summary>
    public sealed record GetForecaster;

    /// <summary>Who forecasts: a forecaster's name, a model's version, or <c>none</c>.</summary>
    public sealed record ForecasterInUse(string Name);
}
