using AquaTope.Models.Forecasting;
using AquaTope.Models.Quantities;

namespace AquaTope.Actors.Forecasting;

/// <summary>
/// What a node's forecaster understands and answers. Local to the node: a function asks the one beside it.
/// </summary>
public static class ForecasterProtocol
{
    /// <summary>Answered by <see cref="ForecastReady"/> or <see cref="ForecastDeclined"/>.</summary>
    public sealed record RequestForecast(DemandHistory History);

    /// <summary>The demand of the window after <paramref name="Window"/>.</summary>
    public sealed record ForecastReady(WindowIndex Window, Forecast Forecast);

    /// <summary>No forecast this time: the queue is full or the inference failed.</summary>
    public sealed record ForecastDeclined(WindowIndex Window, string Reason);
}
