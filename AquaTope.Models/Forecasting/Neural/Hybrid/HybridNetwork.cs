using AquaTope.Models.Forecasting.Neural.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>
/// One network for all functions. An LSTM encodes the last windows, a head turns its latent features and what is known
/// of the next window into the parameters of <see cref="CountLikelihood"/>; a linear part beside the head takes what
/// lags and seasons say directly.
/// </summary>
internal sealed class HybridNetwork : nn.Module
{
    private readonly LSTM _encoder;
    private readonly Linear _wide;
    private readonly Linear _narrow;
    private readonly Linear _output;
    private readonly Linear _direct;
    private readonly Parameter _stepMean;
    private readonly Parameter _stepScale;
    private readonly Parameter _outlookMean;
    private readonly Parameter _outlookScale;

    public HybridNetwork(HybridShape shape, ulong seed) : base("hybrid")
    {
        TorchRuntime.Settle();
        using var generator = new Generator(seed);
        var (steps, outlook) = (DemandReading.StepNames.Count, DemandReading.OutlookNames.Count);
        Shape = shape;
        _encoder = nn.LSTM(steps, shape.Units, batchFirst: true);
        _wide = nn.Linear(shape.Units + outlook, shape.WideUnits);
        _narrow = nn.Linear(shape.WideUnits, shape.NarrowUnits);
        _output = nn.Linear(shape.NarrowUnits, CountLikelihood.Parameters);
        _direct = nn.Linear(outlook, CountLikelihood.Parameters, hasBias: false);
        _stepMean = new Parameter(zeros(steps), requires_grad: false);
        _stepScale = new Parameter(ones(steps), requires_grad: false);
        _outlookMean = new Parameter(zeros(outlook), requires_grad: false);
        _outlookScale = new Parameter(ones(outlook), requires_grad: false);

        _encoder.Reset(forgetBias: 0.5, generator);
        _wide.Reset(generator);
        _narrow.Reset(generator);
        // The first forecasts are what the likelihood starts from.
        using (no_grad())
        {
            _output.weight!.zero_();
            _output.bias!.zero_();
            _direct.weight!.zero_();
        }

        register_module("encoder", _encoder);
        register_module("wide", _wide);
        register_module("narrow", _narrow);
        register_module("output", _output);
        register_module("direct", _direct);
        register_parameter("step_mean", _stepMean);
        register_parameter("step_scale", _stepScale);
        register_parameter("outlook_mean", _outlookMean);
        register_parameter("outlook_scale", _outlookScale);
    }

    public HybridShape Shape { get; }

    /// <summary>Takes the mean and the deviation of each feature over the training data for its scale.</summary>
    /// <remarks>A feature that never varied says nothing that was learned, and is not listened to later
    /// either.</remarks>
    public void Standardize(Tensor steps, Tensor outlook)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Fit(steps, _stepMean, _stepScale);
        Fit(outlook, _outlookMean, _outlookScale);
    }

    /// <summary>Windows as the encoder takes them.</summary>
    public Tensor ScaledSteps(Tensor steps) => Scaled(steps, _stepMean, _stepScale);

    /// <summary>What is known of the window to forecast, as the head takes it.</summary>
    public Tensor ScaledOutlook(Tensor outlook) => Scaled(outlook, _outlookMean, _outlookScale);

    /// <summary>The latent features after every window.</summary>
    /// <param name="steps">Windows <c>[batch, time, steps]</c>, as they were read.</param>
    /// <returns><c>[batch, time, units]</c>.</returns>
    public Tensor Encode(Tensor steps) => _encoder.call(ScaledSteps(steps)).Item1;

    /// <summary>The parameters of the next window's likelihood.</summary>
    /// <param name="latent">Latent features <c>[…, units]</c>.</param>
    /// <param name="outlook">What is known of the window <c>[…, outlook]</c>, as it was read.</param>
    /// <param name="masks">What is dropped, if anything.</param>
    /// <returns>Parameters <c>[…, 6]</c>, relative to the anchors.</returns>
    public Tensor Predict(Tensor latent, Tensor outlook, HybridMasks? masks)
    {
        var known = ScaledOutlook(outlook);
        if (masks is not null) latent = latent * masks.Latent;
        var first = FirstLayer(latent, known).relu();
        var second = _narrow.call(masks is null ? first : first * masks.Wide).relu();
        return _output.call(masks is null ? second : second * masks.Narrow).Plus(_direct.call(known));
    }

    // The layer over both, as two products: sampled networks share the outlook's.
    private Tensor FirstLayer(Tensor latent, Tensor known)
    {
        var weight = _wide.weight!;
        var ofLatent = nn.functional.linear(latent, weight.narrow(1, 0, Shape.Units));
        return ofLatent.Plus(nn.functional.linear(
            known, weight.narrow(1, Shape.Units, DemandReading.OutlookNames.Count), _wide.bias));
    }

    private static Tensor Scaled(Tensor features, Tensor mean, Tensor scale)
    {
        // Beyond this a feature is far outside of what was learned.
        const double Bound = 8;
        return ((features - mean) * scale).Within(-Bound, Bound);
    }

    private static void Fit(Tensor features, Parameter mean, Parameter scale)
    {
        const double LeastDeviation = 1e-4;
        var deviation = features.std(0, unbiased: false);
        mean.copy_(features.mean([0]));
        var varies = deviation.IsAbove(LeastDeviation).to(ScalarType.Float32);
        scale.copy_(varies / deviation.NoLessThan(LeastDeviation));
    }
}

/// <summary>What is dropped from the latent features and from the head's two hidden layers.</summary>
internal sealed record HybridMasks(Tensor Latent, Tensor Wide, Tensor Narrow) : IDisposable
{
    /// <summary>Masks for one training step, <c>[batch, 1, units]</c> each.</summary>
    public static HybridMasks Draw(HybridShape shape, long batch, Generator chance) =>
        new(DropoutMask.OfSequences(batch, shape.Units, shape.Dropout, chance),
            DropoutMask.OfSequences(batch, shape.WideUnits, shape.Dropout, chance),
            DropoutMask.OfSequences(batch, shape.NarrowUnits, shape.Dropout, chance));

    /// <summary>The masks of the sampled networks, <c>[samples, 1, units]</c> each.</summary>
    public static HybridMasks OfNetworks(HybridShape shape, ulong seed)
    {
        using var scope = NewDisposeScope();
        return new HybridMasks(Masks(shape.Units, 0), Masks(shape.WideUnits, 1), Masks(shape.NarrowUnits, 2));

        Tensor Masks(int units, ulong layer) =>
            DropoutMask.OfNetworks(shape.Samples, units, shape.Dropout, seed, layer)
                .unsqueeze_(1).DetachFromDisposeScope();
    }

    public void Dispose()
    {
        Latent.Dispose();
        Wide.Dispose();
        Narrow.Dispose();
    }
}
