using AquaTope.Models.Forecasting.Neural.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Reference;

/// <summary>
/// Continues a sequence from its latent features and its last demands, by which the encoder learns what matters. Only
/// the training needs it.
/// </summary>
internal sealed class ReferenceDecoder : nn.Module
{
    private readonly int _targets;
    private readonly LSTM _lstm1;
    private readonly LSTM _lstm2;
    private readonly Linear _fc1;
    private readonly Linear _fc2;

    public ReferenceDecoder(ReferenceShape shape, Generator generator) : base("decoder")
    {
        _targets = shape.Targets;
        _lstm1 = nn.LSTM(1, shape.DecoderUnits, batchFirst: true);
        _lstm2 = nn.LSTM(shape.DecoderUnits, 1, batchFirst: true);
        _fc1 = nn.Linear(shape.Inputs + shape.Targets, shape.ContinuationUnits);
        _fc2 = nn.Linear(shape.ContinuationUnits, shape.Targets);
        _lstm1.Reset(forgetBias: 1, generator);
        _lstm2.Reset(forgetBias: 1, generator);
        _fc1.ResetByInputs(generator);
        _fc2.ResetByInputs(generator);
        register_module("lstm1", _lstm1);
        register_module("lstm2", _lstm2);
        register_module("fc1", _fc1);
        register_module("fc2", _fc2);
    }

    /// <summary>The next windows' demands, as far above the first input's as they are.</summary>
    /// <param name="latent">The encoder's features <c>[batch, time]</c>.</param>
    /// <param name="inputs">The encoder's inputs <c>[batch, time, 5]</c>.</param>
    /// <param name="masks">What is dropped, if anything.</param>
    /// <returns>Scaled demands <c>[batch, targets]</c>.</returns>
    public Tensor Continue(Tensor latent, Tensor inputs, ReferenceMasks? masks)
    {
        var demand = inputs.select(2, 0);
        var last = demand.narrow(1, demand.shape[1] - _targets, _targets);
        var (wide, _, _) = _lstm1.call(cat([latent, last], 1).unsqueeze(-1));
        var (narrow, _, _) = _lstm2.call(masks is null ? wide : wide * masks.First);
        if (masks is not null) narrow *= masks.Second;
        return _fc2.call(_fc1.call(narrow.squeeze(-1)));
    }
}
