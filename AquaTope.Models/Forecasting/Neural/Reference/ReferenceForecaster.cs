using AquaTope.Models.Forecasting.Neural.Training;
using AquaTope.Models.Optimization.Sampling;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Reference;

/// <summary>
/// Forecasts by Monte-Carlo dropout: every sampled network of <see cref="ReferenceShape.Samples"/> predicts, their mean
/// is the forecast, and its doubt is their variance and that of the residuals together (Zhu and Laptev, Deep and
/// Confident Prediction for Time Series at Uber, ICDM workshops 2017). Demand before a history's first window is zero.
/// </summary>
internal sealed class ReferenceForecaster : NeuralForecaster
{
    /// <summary>Histories taken at once, which bounds memory: 1.6 MB for each with 128 samples of 64 units.</summary>
    private const int ChunkSize = 32;

    private static readonly double[] Levels =
    [
        0.01, 0.025, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 0.99,
        0.995, 0.999
    ];

    private static readonly double[] Normal = [.. Levels.Select(StandardNormal.Quantile)];

    private readonly ReferenceNetwork _network;
    private readonly ReferenceSettings _settings;
    private readonly ReferenceMasks _encoderMasks;
    private readonly ReferenceMasks _headMasks;

    public ReferenceForecaster(ReferenceNetwork network, ReferenceSettings settings, TrainingRecord training)
        : base(ReferenceEstimator.ModelName, network, settings, training)
    {
        _network = network;
        _settings = settings;
        _encoderMasks = ReferenceMasks.OfEncoders(settings.Shape, settings.Seed);
        _headMasks = ReferenceMasks.OfHeads(settings.Shape, settings.Seed);
    }

    public override IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch)
    {
        var forecasts = new Forecast[batch.Count];
        for (var from = 0; from < batch.Count; from += ChunkSize)
            Predict(batch, from, forecasts.AsSpan(from, Math.Min(ChunkSize, batch.Count - from)));
        return forecasts;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _encoderMasks.Dispose();
            _headMasks.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Predict(IReadOnlyList<DemandHistory> batch, int from, Span<Forecast> forecasts)
    {
        var inputs = _settings.Shape.Inputs;
        var features = new float[forecasts.Length * inputs * ReferenceEncoder.Features];
        var calendar = new float[forecasts.Length * ReferenceHead.Features];
        var scales = new ReferenceScale[forecasts.Length];
        var recent = new int[inputs];
        for (var i = 0; i < forecasts.Length; i++)
        {
            var history = batch[from + i];
            scales[i] = _settings.Scale ?? ReferenceScale.Of(history.Demand.Span);
            var known = history.Demand.Span[Math.Max(0, history.Demand.Length - inputs)..];
            recent.AsSpan(0, inputs - known.Length).Clear();
            known.CopyTo(recent.AsSpan(inputs - known.Length));
            var rows = features.AsSpan(i * inputs * ReferenceEncoder.Features);
            ReferenceFeatures.Write(Window, history.LastWindow, recent, scales[i], rows);
            ReferenceFeatures.WriteCalendar(
                Window, history.LastWindow.Next, calendar.AsSpan(i * ReferenceHead.Features));
        }

        var samples = Sample(features, calendar, forecasts.Length);
        for (var i = 0; i < forecasts.Length; i++)
        {
            var first = features[i * inputs * ReferenceEncoder.Features];
            forecasts[i] = Summarize(samples, i, forecasts.Length, first, scales[i]);
        }
    }

    // One number for each sampled network and history, the history's index running faster.
    private float[] Sample(float[] features, float[] calendar, int count)
    {
        var shape = _settings.Shape;
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var hidden = _network.Encoder.Hidden(tensor(features, [count, shape.Inputs, ReferenceEncoder.Features]));
        var masked = (hidden.unsqueeze(0) * _encoderMasks.First.unsqueeze(1)).flatten(0, 1);
        var latent = _network.Encoder.Latent(masked, masks: null).view(shape.Samples, count, shape.Inputs)
            * _encoderMasks.Second;
        var targets = tensor(calendar, [count, ReferenceHead.Features])
            .expand(shape.Samples, count, ReferenceHead.Features);
        return _network.Head.Predict(latent, targets, _headMasks).data<float>().ToArray();
    }

    private Forecast Summarize(float[] samples, int index, int count, double first, ReferenceScale scale)
    {
        double sum = 0, squares = 0;
        for (var i = index; i < samples.Length; i += count) sum += samples[i];
        var mean = sum / _settings.Shape.Samples;
        for (var i = index; i < samples.Length; i += count) squares += (samples[i] - mean) * (samples[i] - mean);
        var variance = squares / _settings.Shape.Samples + _settings.ResidualVariance;

        var centre = scale.Mean + scale.Deviation * (first + mean);
        var deviation = scale.Deviation * Math.Sqrt(variance);
        Span<double> values = stackalloc double[Levels.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Math.Max(0, centre + deviation * Normal[i]);
        return Forecast.FromQuantiles(Math.Max(0, centre), Levels, values);
    }
}
