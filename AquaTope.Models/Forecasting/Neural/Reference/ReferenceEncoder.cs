using AquaTope.Models.Forecasting.Neural.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Reference;

/// <summary>
/// Reads a sequence of windows and answers one latent feature for each: an LSTM, a second one with a single unit, and a
/// rectifier, with variational dropout on the outputs of both.
/// </summary>
internal sealed class ReferenceEncoder : nn.Module
{
    /// <summary>What is known of each window: its scaled demand, and sine and cosine of hour and weekday.</summary>
    public const int Features = 5;

    private readonly LSTM _lstm1;
    private readonly LSTM _lstm2;

    public ReferenceEncoder(ReferenceShape shape, Generator generator) : base("encoder")
    {
        _lstm1 = nn.LSTM(Features, shape.EncoderUnits, batchFirst: true);
        _lstm2 = nn.LSTM(shape.EncoderUnits, 1, batchFirst: true);
        _lstm1.Reset(forgetBias: 1, generator);
        _lstm2.Reset(forgetBias: 1, generator);
        register_module("lstm1", _lstm1);
        register_module("lstm2", _lstm2);
    }

    /// <summary>The latent features.</summary>
    /// <param name="inputs">Windows <c>[batch, time, 5]</c>.</param>
    /// <param name="masks">What is dropped, if anything.</param>
    /// <returns>One number for each window, <c>[batch, time]</c>.</returns>
    public Tensor Encode(Tensor inputs, ReferenceMasks? masks) => Latent(Hidden(inputs), masks);

    /// <summary>The outputs of the first layer, <c>[batch, time, units]</c>, on which nothing is dropped yet.</summary>
    public Tensor Hidden(Tensor inputs) => _lstm1.call(inputs).Item1;

    /// <summary>From the first layer's outputs to the latent features.</summary>
    public Tensor Latent(Tensor hidden, ReferenceMasks? masks)
    {
        var (output, _, _) = _lstm2.call(masks is null ? hidden : hidden * masks.First);
        if (masks is not null) output *= masks.Second;
        return output.squeeze(-1).relu();
    }
}
