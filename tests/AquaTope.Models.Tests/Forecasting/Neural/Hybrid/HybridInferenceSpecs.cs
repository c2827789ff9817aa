using AquaTope.Models.Forecasting.Neural.Hybrid;
using static TorchSharp.torch;

namespace AquaTope.Models.Tests.Forecasting.Neural.Hybrid;

public sealed class HybridInferenceSpecs
{
    private static readonly int Steps = DemandReading.StepNames.Count;
    private static readonly int Outlook = DemandReading.OutlookNames.Count;

    [Theory]
    [InlineData(64)]
    [InlineData(20)]
    [InlineData(8)]
    public void It_answers_what_the_network_under_its_masks_answers(int units)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var chance = new Generator(7);
        var shape = new HybridShape { Units = units, WideUnits = 24, NarrowUnits = 12, Samples = 5, Inputs = 12 };
        using var network = new HybridNetwork(shape, seed: 3);
        foreach (var (name, weight) in network.named_parameters())
            if (!name.EndsWith("_scale", StringComparison.Ordinal))
                weight.copy_(randn(weight.shape, generator: chance) * 0.4);
        using var masks = HybridMasks.OfNetworks(shape, seed: 3);
        using var inference = new HybridInference(network, masks);
        int[] lengths = [12, 1, 7, 12, 11];
        var steps = (randn([lengths.Length, shape.Inputs, Steps], generator: chance) * 3).data<float>().ToArray();
        var outlook = (randn([lengths.Length, Outlook], generator: chance) * 3).data<float>().ToArray();

        var answered = inference.Predict(steps, lengths, outlook);

        var encoded = network.Encode(tensor(steps, [lengths.Length, shape.Inputs, Steps]));
        var last = stack([.. lengths.Select((length, i) => encoded[i, length - 1])]).unsqueeze(0);
        var expected = network.Predict(last, tensor(outlook, [lengths.Length, Outlook]).unsqueeze(0), masks);
        answered.shape.ShouldBe(expected.shape);
        (answered - expected).abs().max().item<float>().ShouldBeLessThan(1e-4f);
    }
}
