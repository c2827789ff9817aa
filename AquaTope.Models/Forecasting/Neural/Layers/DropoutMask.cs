using AquaTope.Models.Optimization.Sampling;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Layers;

/// <summary>
/// Masks of variational dropout: one draw for each unit and sequence, the same at all its steps (Gal and Ghahramani,
/// A Theoretically Grounded Application of Dropout in Recurrent Neural Networks, NIPS 2016). A unit that stays counts
/// <c>1 / (1 - p)</c>, so that the expectation is kept.
/// </summary>
internal static class DropoutMask
{
    /// <summary>A mask <c>[sequences, 1, units]</c> for one training step.</summary>
    public static Tensor OfSequences(long sequences, long units, double dropped, Generator generator)
    {
        using var scope = NewDisposeScope();
        var stays = rand(new[] { sequences, 1, units }, generator: generator).IsAtLeast(dropped);
        return stays.to(ScalarType.Float32).Over(1 - dropped).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Masks <c>[samples, units]</c> that a forecaster keeps: each sample is one thinned network, the same for every
    /// function and every call, so that a forecast depends on nothing but the model and the history.
    /// </summary>
    /// <param name="samples">How many networks.</param>
    /// <param name="units">The width of the layer.</param>
    /// <param name="dropped">The share of units a network lacks.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="layer">Which layer of the network it is for; layers are masked independently.</param>
    public static Tensor OfNetworks(int samples, int units, double dropped, ulong seed, ulong layer)
    {
        var random = new CounterRandom(seed ^ SplitMix64.Mix(layer + 1));
        var values = new float[samples * units];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.Uniform((ulong)(i / units), (ulong)(i % units)) < dropped
                ? 0
                : (float)(1 / (1 - dropped));
        return tensor(values, [samples, units]);
    }
}
