using System.Runtime.InteropServices;
using AquaTope.Models.Forecasting.Neural.Layers;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>
/// The forward pass of <see cref="HybridNetwork"/> for many functions, made for speed. The matrix products are the
/// tensor library's; what an LSTM does with its gates is one pass over memory (<see cref="GateKernel"/>). The dropout
/// masks of the sampled networks are multiplied into their weights once, so that each sample is a plain network.
/// </summary>
/// <remarks>
/// It answers what the network under its masks answers, but for rounding. The encoder, on which nothing is dropped, is
/// computed once for each function and shared by all samples.
/// </remarks>
internal sealed class HybridInference : IDisposable
{
    private readonly HybridNetwork _network;
    private readonly int _units;
    private readonly int _padded;
    private readonly int _rowLength;
    private readonly float[] _gateBias;
    private readonly Tensor _gateWeight;
    private readonly Tensor _latentWeight;
    private readonly Tensor _outlookWeight;
    private readonly Tensor _wideBias;
    private readonly Tensor _narrowWeight;
    private readonly Tensor _narrowBias;
    private readonly Tensor _outputWeight;
    private readonly Tensor _outputBias;
    private readonly Tensor _directWeight;

    /// <param name="network">The network, as it was trained.</param>
    /// <param name="masks">The masks of the sampled networks, <c>[samples, 1, units]</c> each.</param>
    public HybridInference(HybridNetwork network, HybridMasks masks)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var weights = network.named_parameters().ToDictionary(weight => weight.name, weight => weight.parameter);
        _network = network;
        _units = network.Shape.Units;
        _padded = GateKernel.Padded(_units);
        _rowLength = _padded + DemandReading.StepNames.Count;
        var bias = Gates(weights["encoder.bias_ih_l0"].Plus(weights["encoder.bias_hh_l0"]), 1);
        _gateBias = bias.contiguous().data<float>().ToArray();
        _gateWeight = Keep(cat(
            [
                nn.functional.pad(Gates(weights["encoder.weight_hh_l0"], _units), [0, _padded - _units]),
                Gates(weights["encoder.weight_ih_l0"], DemandReading.StepNames.Count)
            ], 1).t());
        var wide = weights["wide.weight"];
        _latentWeight = Keep(Masked(wide.narrow(1, 0, _units), masks.Latent));
        _outlookWeight = Keep(wide.narrow(1, _units, DemandReading.OutlookNames.Count).t());
        _wideBias = Keep(weights["wide.bias"]);
        _narrowWeight = Keep(Masked(weights["narrow.weight"], masks.Wide));
        _narrowBias = Keep(weights["narrow.bias"]);
        _outputWeight = Keep(Masked(weights["output.weight"], masks.Narrow));
        _outputBias = Keep(weights["output.bias"]);
        _directWeight = Keep(weights["direct.weight"].t());
    }

    /// <summary>What the sampled networks say of each function's next window.</summary>
    /// <param name="steps">Windows as they were read, <c>[function, time, steps]</c>.</param>
    /// <param name="lengths">How many of each function's windows there are, at least one; the rest is not read.</param>
    /// <param name="outlook">What is known of the next window, <c>[function, outlook]</c>.</param>
    /// <returns>
    /// Parameters <c>[samples, function, 6]</c>, relative to the anchors. The caller's scope owns them.
    /// </returns>
    public Tensor Predict(float[] steps, ReadOnlySpan<int> lengths, float[] outlook)
    {
        var latent = Encode(steps, lengths);
        var known = _network.ScaledOutlook(tensor(outlook, [lengths.Length, DemandReading.OutlookNames.Count]));
        var first = latent.bmm(_latentWeight).Add(known.matmul(_outlookWeight).Add(_wideBias)).relu_();
        var second = first.bmm(_narrowWeight).Add(_narrowBias).relu_();
        return second.bmm(_outputWeight).Add(known.matmul(_directWeight).Add(_outputBias));
    }

    public void Dispose()
    {
        _gateWeight.Dispose();
        _latentWeight.Dispose();
        _outlookWeight.Dispose();
        _wideBias.Dispose();
        _narrowWeight.Dispose();
        _narrowBias.Dispose();
        _outputWeight.Dispose();
        _outputBias.Dispose();
        _directWeight.Dispose();
    }

    // The encoder's output after each function's last window, once for every sample.
    private Tensor Encode(float[] steps, ReadOnlySpan<int> lengths)
    {
        var (count, features) = (lengths.Length, DemandReading.StepNames.Count);
        var time = steps.Length / (count * features);
        var scaled = _network.ScaledSteps(tensor(steps, [count, time, features]));
        var windows = Values(scaled);
        // A row is what goes into a step: the outputs of the step before, and the window.
        var rows = zeros(count, _rowLength);
        var values = Values(rows);
        var cells = new float[count * _padded];
        var encoded = new float[count * _units];
        for (var step = 0; step < time; step++)
        {
            for (var i = 0; i < count; i++)
                windows.Slice((i * time + step) * features, features)
                    .CopyTo(values.Slice(i * _rowLength + _padded, features));
            using var gates = rows.matmul(_gateWeight);
            GateKernel.Step(Values(gates), _gateBias, cells, values, _rowLength);
            for (var i = 0; i < count; i++)
                if (lengths[i] == step + 1)
                    values.Slice(i * _rowLength, _units).CopyTo(encoded.AsSpan(i * _units));
        }
        return tensor(encoded, [1, count, _units]).expand(_network.Shape.Samples, count, _units);
    }

    // Gates of [4 × units, inputs] with as many more units of nothing as make whole vectors.
    private Tensor Gates(Tensor weight, long inputs) =>
        nn.functional.pad(weight.view(GateKernel.Gates, _units, inputs), [0, 0, 0, _padded - _units])
            .view(GateKernel.Gates * _padded, inputs);

    // A tensor's own memory, which lives as long as the tensor does.
    private static Span<float> Values(Tensor contiguous) => MemoryMarshal.Cast<byte, float>(contiguous.bytes);

    // The weights of every sample [samples, in, out], without what its mask drops from the inputs.
    private static Tensor Masked(Tensor weight, Tensor masks) => (weight.unsqueeze(0) * masks).transpose(1, 2);

    private static Tensor Keep(Tensor tensor) => tensor.detach().clone().contiguous().DetachFromDisposeScope();
}
