namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>
/// The next window is like the one a season ago; how much it may differ is read off earlier seasons. Shorter histories
/// are forecast like <see cref="NaiveForecaster"/>.
/// </summary>
/// <param name="season">Windows in a season: 1440 for days of minutes.</param>
public sealed class SeasonalNaiveForecaster(int season) : IForecaster
{
    public string Name => "seasonal-naive";

    public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch) =>
        [.. batch.Select(history => Residuals.Around(
            history.Demand.Span, lag: history.Demand.Length > season ? season : 1))];
}
