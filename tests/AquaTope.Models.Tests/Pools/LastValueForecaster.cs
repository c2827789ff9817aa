using AquaTope.Models.Forecasting;

namespace AquaTope.Models.Tests.Pools;

/// <summary>Expects of the next window what the last one needed, and is sure of it.</summary>
internal sealed class LastValueForecaster : IForecaster
{
    public string Name => "last-value";

    public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch) =>
        [.. batch.Select(history => Forecast.Certain(history.Demand.Span[^1]))];
}
