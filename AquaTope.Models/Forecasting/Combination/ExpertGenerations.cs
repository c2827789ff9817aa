using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Combination;

/// <summary>
/// An expert of the mixture, trained on growing shares of the past, so that what the mixture learns of it rests on
/// forecasts of windows that it had not seen. One that was trained elsewhere is taken as it is.
/// </summary>
internal sealed class ExpertGenerations
{
    // The older one shows over the last fifth of the past what the newest will be worth.
    private static readonly double[] Shares = [0.8, 1];

    // With fewer windows of every series there is too little to train on.
    private const int LeastWindows = 100;

    private readonly List<(WindowIndex? ValidFrom, IForecaster Forecaster)> _generations = [];

    private ExpertGenerations()
    {
    }

    /// <summary>Trains an expert.</summary>
    /// <param name="expert">What is trained.</param>
    /// <param name="past">What may be learned from.</param>
    /// <param name="seed">The seed of every draw.</param>
    /// <param name="progress">Told of its epochs.</param>
    /// <param name="cancellation">Stops the training.</param>
    public static ExpertGenerations Train(
        IEstimator expert, DemandSet past, ulong seed, IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        var trained = new ExpertGenerations();
        if (expert is TrainedEstimator)
        {
            trained._generations.Add((null, expert.Train(past, seed, progress, cancellation)));
            return trained;
        }
        if (past.Series.Count == 0) return trained;
        var first = past.Series.Min(series => series.LastWindow - (series.Demand.Length - 1));
        var windows = past.Series.Max(series => series.LastWindow) - first + 1;
        foreach (var share in Shares)
        {
            var end = first + (long)(share * windows);
            var part = Before(past, end);
            if (part.Series.Any(series => series.Demand.Length >= LeastWindows))
                trained._generations.Add((end, expert.Train(part, seed, progress, cancellation)));
        }
        return trained;
    }

    /// <summary>A cursor on a function's series.</summary>
    public IForecastCursor Follow(FunctionId function, WindowIndex first) => new GenerationCursor(
        [
            .. _generations.Select(generation => (
                generation.ValidFrom ?? first, ForecastCursors.Open(generation.Forecaster, function, first)))
        ], first);

    private static DemandSet Before(DemandSet past, WindowIndex end) => past with
    {
        Series =
        [
            .. from series in past.Series
               let most = end - (series.LastWindow - (series.Demand.Length - 1))
               where most > 0
               let length = (int)Math.Min(most, series.Demand.Length)
               select series with
               {
                   LastWindow = series.LastWindow - (series.Demand.Length - length),
                   Demand = series.Demand[..length]
               }
        ]
    };
}
