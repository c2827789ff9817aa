using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Combination;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Forecasting.Combination;

public sealed class ExpertGenerationsSpecs
{
    [Fact]
    public void Every_window_is_forecast_by_the_newest_model_that_has_not_seen_it()
    {
        var cursor = Train(new CountingEstimator(), windows: 200).Follow(Demand.Function, new WindowIndex(0));

        for (var window = 0; window < 250; window++)
        {
            cursor.IsReady.ShouldBe(window >= 160);
            if (cursor.IsReady) cursor.Next().Mean.ShouldBe(window < 200 ? 160 : 200, $"window {window}");
            cursor.Observe(1);
        }
    }

    [Fact]
    public void What_was_trained_elsewhere_forecasts_from_the_first_window_on()
    {
        var trained = new TrainedEstimator(new Counted(7));

        var cursor = Train(trained, windows: 200).Follow(Demand.Function, new WindowIndex(0));
        cursor.Observe(1);

        cursor.IsReady.ShouldBeTrue();
        cursor.Next().Mean.ShouldBe(7);
    }

    [Fact]
    public void Of_too_little_nothing_is_trained()
    {
        var cursor = Train(new CountingEstimator(), windows: 99).Follow(Demand.Function, new WindowIndex(0));

        for (var window = 0; window < 150; window++) cursor.Observe(1);

        cursor.IsReady.ShouldBeFalse();
    }

    private static ExpertGenerations Train(IEstimator expert, int windows) => ExpertGenerations.Train(
        expert, Demand.Set(WindowLength.OneMinute, [.. Enumerable.Repeat(1, windows)]), seed: 1, progress: null,
        CancellationToken.None);

    /// <summary>Forecasts how many windows it has seen in training.</summary>
    private sealed class CountingEstimator : IEstimator
    {
        public string Name => "counting";

        public IForecaster Train(
            DemandSet past, ulong seed, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
            new Counted(past.Series.Sum(series => series.Demand.Length));
    }

    private sealed class Counted(int windows) : IForecaster
    {
        public string Name => "counting";

        public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch) =>
            [.. batch.Select(_ => Forecast.Certain(windows))];
    }
}
