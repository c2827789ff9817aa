using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Identity;

namespace AquaTope.Models.Forecasting.Combination;

/// <summary>
/// Trains an estimator anew on each series alone, so that each function has a model of its own, as in the original.
/// A function that nothing was trained for is forecast like its last window.
/// </summary>
/// <param name="each">What is trained.</param>
public sealed class PerSeriesEstimator(IEstimator each) : IEstimator
{
    public string Name => each.Name;

    public IForecaster Train(
        DemandSet past, ulong seed, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default) => new Forecasters(
            Name,
            past.Series.ToDictionary(
                series => series.Function,
                series => each.Train(past with { Series = [series] }, seed, progress, cancellation)));

    private sealed class Forecasters(string name, IReadOnlyDictionary<FunctionId, IForecaster> trained) : IForecaster
    {
        private readonly NaiveForecaster _untrained = new();

        public string Name => name;

        public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch)
        {
            var forecasts = new Forecast[batch.Count];
            foreach (var group in Enumerable.Range(0, batch.Count).GroupBy(i => batch[i].Function))
            {
                int[] places = [.. group];
                var own = trained.GetValueOrDefault(group.Key, _untrained)
                    .Predict([.. places.Select(place => batch[place])]);
                for (var i = 0; i < places.Length; i++) forecasts[places[i]] = own[i];
            }
            return forecasts;
        }
    }
}
