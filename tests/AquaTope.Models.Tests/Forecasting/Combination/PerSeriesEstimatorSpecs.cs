using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Combination;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Forecasting.Combination;

public sealed class PerSeriesEstimatorSpecs
{
    [Fact]
    public void Each_series_is_forecast_by_what_was_trained_on_it_alone_and_others_like_their_last_window()
    {
        var forecaster = new PerSeriesEstimator(new MeanEstimator()).Train(
            new DemandSet(WindowLength.OneMinute, [Of("a", 2, 4), Of("b", 10, 30)]), seed: 1);

        var forecasts = forecaster.Predict([Of("b", 1), Of("c", 7), Of("a", 1), Of("b", 2)]);

        forecasts.Select(forecast => forecast.Mean).ShouldBe([20, 7, 3, 20]);
    }

    private static DemandHistory Of(string name, params int[] demand) =>
        new(FunctionId.Parse($"guest/{name}"), new WindowIndex(demand.Length - 1), demand);

    /// <summary>Forecasts the mean of all it was trained on, whatever is asked.</summary>
    private sealed class MeanEstimator : IEstimator
    {
        public string Name => "mean";

        public IForecaster Train(
            DemandSet past, ulong seed, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
            new Constant(past.Series.SelectMany(series => series.Demand.ToArray()).Average());

        private sealed class Constant(double mean) : IForecaster
        {
            public string Name => "mean";

            public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch) =>
                [.. batch.Select(_ => Forecast.Certain(mean))];
        }
    }
}
