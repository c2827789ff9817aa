using System.Globalization;
using AquaTope.Models.Forecasting.Neural.Training;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>
/// One Bayesian network for all functions: an LSTM and what the history says of gaps, levels and seasons, in front of a
/// count likelihood. It forecasts a function it has never seen, from the function's first windows on.
/// </summary>
/// <param name="options">How it is trained.</param>
public sealed class HybridEstimator(HybridOptions options) : IEstimator
{
    /// <summary>The name of the model.</summary>
    public const string ModelName = "hybrid";

    private const int SecondsPerDay = 86_400;

    public string Name => ModelName;

    /// <inheritdoc/>
    /// <exception cref="TrainingDataException">There is too little to learn from.</exception>
    /// <exception cref="Storage.ModelFolderException">The checkpoint cannot be gone on with.</exception>
    public IForecaster Train(
        DemandSet past, ulong seed, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default) => Learn(past, seed, progress, cancellation);

    /// <summary>As <see cref="Train"/>, with what model folders need.</summary>
    public NeuralForecaster Learn(
        DemandSet past, ulong seed, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var seasons = SeasonsOf(past);
        var network = new HybridNetwork(options.Shape, seed);
        using var sequences = new HybridSequences(Drawn(past, seed), seasons, options.Without, options.Shape.Inputs);
        var (steps, outlook) = sequences.Features();
        network.Standardize(steps, outlook);
        steps.Dispose();
        outlook.Dispose();

        var fingerprint = string.Create(CultureInfo.InvariantCulture,
            $"{Name} {options with { Checkpoint = null }} seed {seed} data {TrainingRecord.FingerprintOf(past)}");
        var figures = new TrainingLoop(network, fingerprint, options.Checkpoint, progress, cancellation)
            .Run([new HybridTrainee(network, sequences, options, seed)]);
        return new HybridForecaster(
            network,
            new HybridSettings(past.Window.Seconds, seed, options.Shape, seasons) { Without = options.Without },
            TrainingRecord.Of(past, seed, figures));
    }

    // What was seen once is not yet a season: a model trained on one day would take its hours for laws.
    private static SeasonsKnown SeasonsOf(DemandSet past)
    {
        var seconds = past.Series.Max(series => (long)series.Demand.Length) * past.Window.Seconds;
        return (seconds >= 2 * SecondsPerDay ? SeasonsKnown.Day : SeasonsKnown.None)
            | (seconds >= 2 * 7 * SecondsPerDay ? SeasonsKnown.Week : SeasonsKnown.None);
    }

    private DemandSet Drawn(DemandSet past, ulong seed)
    {
        var order = past.Series.ToArray();
        if (order.Sum(series => (long)series.Demand.Length) <= options.MostWindows) return past;
        SeededOrder.Shuffle(order.AsSpan(), new CounterRandom(seed), 0);
        long windows = 0;
        return past with
        {
            Series = [.. order.TakeWhile(series => (windows += series.Demand.Length) <= options.MostWindows)]
        };
    }
}
