namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>The next window is like the last one; how much it may differ is read off the changes seen so far.</summary>
public sealed class NaiveForecaster : IForecaster
{
    public string Name => "naive";

    public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch) =>
        [.. batch.Select(history => Residuals.Around(history.Demand.Span, lag: 1))];
}
