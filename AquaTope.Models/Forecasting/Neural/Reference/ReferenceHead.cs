using AquaTope.Models.Forecasting.Neural.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Reference;

/// <summary>
/// The prediction network: from the encoder's features and the calendar of the target window to its demand.
/// </summary>
internal sealed class ReferenceHead : nn.Module
{
    /// <summary>What is known of the target window: sine and cosine of hour and weekday.</summary>
    public const int Features = 4;

    private readonly Linear _wide;
    private readonly Linear _narrow;
    private readonly Linear _output;

    public ReferenceHead(ReferenceShape shape, Generator generator) : base("head")
    {
        _wide = nn.Linear(shape.Inputs + Features, shape.WideUnits);
        _narrow = nn.Linear(shape.WideUnits, shape.NarrowUnits);
        _output = nn.Linear(shape.NarrowUnits, 1);
        _wide.ResetByInputs(generator);
        _narrow.ResetByInputs(generator);
        _output.ResetByInputs(generator);
        register_module("wide", _wide);
        register_module("narrow", _narrow);
        register_module("output", _output);
    }

    /// <summary>The next window's scaled demand, as far above the first input's as it is.</summary>
    /// <param name="latent">The encoder's features <c>[…, batch, time]</c>.</param>
    /// <param name="calendar">Features of the target window <c>[…, batch, 4]</c>.</param>
    /// <param name="masks">What is dropped from the hidden layers, if anything. What is dropped before a rectifier and
    /// what after it is one product, since neither is negative.</param>
    /// <returns>One number for each sequence, <c>[…, batch]</c>.</returns>
    public Tensor Predict(Tensor latent, Tensor calendar, ReferenceMasks? masks)
    {
        var first = _wide.call(cat([latent, calendar], -1)).relu();
        var second = _narrow.call(masks is null ? first : first * masks.First).relu();
        return _output.call(masks is null ? second : second * masks.Second).squeeze(-1);
    }
}
