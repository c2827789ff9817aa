using AquaTope.Models.Forecasting.Neural.Layers;
using AquaTope.Models.Forecasting.Neural.Training;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>
/// Forecasts with the global count model. The encoder runs once for each history; every sampled network of
/// <see cref="HybridShape.Samples"/> then has its own view of the latent features and its own head. Their likelihoods
/// are mixed: chances by their mean, counts by mean and variance, which has both what each network leaves to chance and
/// what the networks disagree about.
/// </summary>
internal sealed class HybridForecaster : NeuralForecaster, ISequentialForecaster
{
    /// <summary>
    /// Histories taken at once: what a step works on stays near the processor, and memory is bounded.
    /// </summary>
    private const int ChunkSize = 128;

    /// <summary>The variance of the logistic distribution of scale 1.</summary>
    private const double LogisticVariance = Math.PI * Math.PI / 3;

    /// <summary>The parameters of a <see cref="CountDistribution"/>.</summary>
    private const int MixtureParameters = 6;

    private const double LeastShare = 1e-12;

    private static readonly double[] Levels =
    [
        0.01, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925,
        0.95, 0.97, 0.98, 0.99, 0.995, 0.999
    ];

    private static readonly int Steps = DemandReading.StepNames.Count;
    private static readonly int Outlook = DemandReading.OutlookNames.Count;

    private readonly HybridSettings _settings;
    private readonly HybridInference _inference;

    public HybridForecaster(HybridNetwork network, HybridSettings settings, TrainingRecord training)
        : base(HybridEstimator.ModelName, network, settings, training)
    {
        _settings = settings;
        using var masks = HybridMasks.OfNetworks(settings.Shape, settings.Seed);
        _inference = new HybridInference(network, masks);
    }

    /// <summary>Most of what a forecast of one function costs is the way to the tensor library and back.</summary>
    public bool PrefersBatches => true;

    /// <summary>
    /// A cursor; it is not told of a trigger, which for a model that was trained with triggers is an unknown one.
    /// </summary>
    public IForecastCursor Open(FunctionId function, WindowIndex first) => new HybridCursor(this, _settings, first);

    public override IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch)
    {
        var forecasts = new Forecast[batch.Count];
        // No more threads than processors: each has a chunk's tensors in memory.
        var processors = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, (batch.Count + ChunkSize - 1) / ChunkSize, processors, chunk =>
        {
            var from = chunk * ChunkSize;
            Predict(batch, from, forecasts.AsSpan(from, Math.Min(ChunkSize, batch.Count - from)));
        });
        return forecasts;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inference.Dispose();
        base.Dispose(disposing);
    }

    private void Predict(IReadOnlyList<DemandHistory> batch, int from, Span<Forecast> forecasts)
    {
        var inputs = _settings.Shape.Inputs;
        var steps = new float[forecasts.Length * inputs * Steps];
        var outlook = new float[forecasts.Length * Outlook];
        var anchors = new float[forecasts.Length * DemandReading.Anchors];
        var lengths = new int[forecasts.Length];
        for (var i = 0; i < forecasts.Length; i++)
        {
            var history = batch[from + i];
            var reading = DemandReading.Of(Window, history, _settings.Seasons, _settings.Without);
            var demand = history.Demand.Span;
            var skipped = Math.Max(0, history.Demand.Length - inputs);
            for (var read = 0; read < history.Demand.Length; read++)
            {
                reading.Read(demand[read]);
                if (read >= skipped) reading.WriteStep(steps.AsSpan((i * inputs + read - skipped) * Steps, Steps));
            }
            reading.WriteOutlook(outlook.AsSpan(i * Outlook, Outlook));
            reading.WriteAnchors(anchors.AsSpan(i * DemandReading.Anchors, DemandReading.Anchors));
            lengths[i] = history.Demand.Length - skipped;
        }

        var counts = Distributions(steps, outlook, anchors, lengths);
        Span<double> values = stackalloc double[Levels.Length];
        for (var i = 0; i < forecasts.Length; i++)
        {
            counts[i].Quantiles(Levels, values);
            forecasts[i] = Forecast.FromQuantiles(counts[i].Mean, Levels, values);
        }
    }

    /// <summary>The distribution of each function's next demand, all sampled networks together.</summary>
    /// <param name="steps">Windows as they were read, <c>[function, inputs, steps]</c>.</param>
    /// <param name="outlook">What is known of the next window, <c>[function, outlook]</c>.</param>
    /// <param name="anchors">What the likelihood starts from, <c>[function, 5]</c>.</param>
    /// <param name="lengths">How many windows of each function there are.</param>
    internal CountDistribution[] Distributions(float[] steps, float[] outlook, float[] anchors, int[] lengths)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var parameters = _inference.Predict(steps, lengths, outlook);
        var of = CountLikelihood.Split(
            parameters, tensor(anchors, [lengths.Length, DemandReading.Anchors]).unsqueeze(0));

        var active = of.ActiveLogOdds.sigmoid();
        var near = active * of.NearLogOdds.sigmoid();
        var counted = active - near;
        var (centre, nearVariance) = Moments(near, of.Centre, of.Spread.Squared().Times(LogisticVariance));
        var (excess, variance) = Moments(counted, of.Excess, of.Excess.Plus(of.Overdispersion * of.Excess.Squared()));
        var ofAny = active.sum(dim: 0);
        var all = stack(
            [
                ofAny.Over(_settings.Shape.Samples), near.sum(dim: 0) / ofAny,
                centre, nearVariance.Over(LogisticVariance).sqrt(), excess, variance
            ], -1).data<float>().ToArray();
        var counts = new CountDistribution[lengths.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            var one = all.AsSpan(i * MixtureParameters, MixtureParameters);
            counts[i] = new CountDistribution(one[0], one[1], one[2], one[3], one[4], one[5]);
        }
        return counts;
    }

    // Mean and variance of a mixture of the sampled networks: what each leaves to chance and what they disagree about.
    private static (Tensor Mean, Tensor Variance) Moments(Tensor weights, Tensor means, Tensor variances)
    {
        var positive = weights.NoLessThan(LeastShare);
        var shares = positive / positive.sum(dim: 0);
        var mean = (shares * means).sum(dim: 0);
        return (mean, (shares * (variances.Plus((means - mean).Squared()))).sum(dim: 0));
    }
}
