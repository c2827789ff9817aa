namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>The next window is drawn from the last few: their mean, and their own distribution.</summary>
/// <param name="windows">How many windows back, at least one.</param>
public sealed class MovingAverageForecaster(int windows) : IForecaster
{
    public string Name => "moving-average";

    public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch) => [.. batch.Select(Predict)];

    private Forecast Predict(DemandHistory history)
    {
        var recent = history.Demand.Span[Math.Max(0, history.Demand.Length - windows)..];
        var samples = new double[recent.Length];
        for (var i = 0; i < samples.Length; i++) samples[i] = recent[i];
        return Forecast.FromSamples(samples);
    }
}
