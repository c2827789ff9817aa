using System.Text.Json;
using AquaTope.Models.Forecasting.Neural.Layers;
using AquaTope.Models.Forecasting.Neural.Reference;
using AquaTope.Models.Forecasting.Neural.Storage;
using AquaTope.Testing;
using static TorchSharp.torch;

namespace AquaTope.Models.Tests.Forecasting.Neural.Reference;

public sealed class ReferenceNetworkSpecs
{
    private const float Tolerance = 2e-5f;

    [SkippableFact]
    public void The_weights_of_the_original_give_its_outputs()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("vectors/lstm_forward.json")));
        var vectors = document.RootElement;
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = new ReferenceNetwork(new ReferenceShape(), seed: 1);
        Weights.Restore(network.Encoder, Arrays(vectors, "state", ("encoder.model.", "")));
        Weights.Restore(
            network.Head,
            Arrays(vectors, "state", ("model.0.", "wide."), ("model.4.", "narrow."), ("model.7.", "output.")));
        Weights.Restore(
            network.Decoder, Arrays(vectors, "decoder_state", ("model.decoder.model.", ""), ("model.fc", "fc")));
        var inputs = Input(vectors, "x");

        var hidden = network.Encoder.Hidden(inputs);
        var latent = network.Encoder.Latent(hidden, masks: null);

        Values(hidden.select(1, -1)).ShouldBe(Expected(vectors, "lstm1_out_last_step"), Tolerance);
        Values(latent).ShouldBe(Expected(vectors, "features"), Tolerance);
        Values(network.Head.Predict(latent, Input(vectors, "external"), masks: null))
            .ShouldBe(Expected(vectors, "prediction"), Tolerance);
        Values(network.Decoder.Continue(latent, inputs, masks: null))
            .ShouldBe(Expected(vectors, "encoder_decoder_out"), Tolerance);
    }

    [Fact]
    public void A_mask_is_one_for_a_whole_sequence_and_keeps_the_expectation()
    {
        using var scope = NewDisposeScope();
        using var chance = new Generator(3);

        var masks = ReferenceMasks.Draw(batch: 200, 64, 1, dropped: 0.25, chance);

        masks.First.shape.ShouldBe([200L, 1, 64]);
        masks.Second.shape.ShouldBe([200L, 1, 1]);
        var values = Values(masks.First);
        values.Distinct().Order().ShouldBe([0f, 4 / 3f], 1e-6f);
        values.Average().ShouldBe(1, 0.02);
        Values((ones(200, 48, 64) * masks.First).select(1, 0))
            .ShouldBe(Values((ones(200, 48, 64) * masks.First).select(1, 47)));
    }

    [Fact]
    public void Recurrent_weights_start_orthogonal_and_forget_gates_open()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = new ReferenceNetwork(new ReferenceShape(), seed: 1);
        var weights = network.Encoder.named_parameters()
            .ToDictionary(weight => weight.name, weight => weight.parameter);

        var recurrent = weights["lstm1.weight_hh_l0"];
        var products = Values(recurrent.t().matmul(recurrent));
        var bias = Values(weights["lstm1.bias_ih_l0"]);

        products.ShouldBe(Values(eye(64)), 1e-5f);
        bias[..64].ShouldAllBe(value => value == 0);
        bias[64..128].ShouldAllBe(value => value == 1);
        bias[128..].ShouldAllBe(value => value == 0);
    }

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();

    private static float[] Expected(JsonElement vectors, string name) =>
        [.. Flatten(vectors.GetProperty(name)).Select(number => number.GetSingle())];

    private static Tensor Input(JsonElement vectors, string name) => Tensor(vectors.GetProperty(name));

    private static Tensor Tensor(JsonElement array) =>
        tensor(Flatten(array).Select(number => number.GetSingle()).ToArray(), Shape(array));

    private static Dictionary<string, NamedArray> Arrays(
        JsonElement vectors, string state, params (string Prefix, string Ours)[] names)
    {
        var arrays = new Dictionary<string, NamedArray>();
        foreach (var weight in vectors.GetProperty(state).EnumerateObject())
            foreach (var (prefix, ours) in names)
                if (weight.Name.StartsWith(prefix, StringComparison.Ordinal))
                {
                    var name = ours + weight.Name[prefix.Length..];
                    arrays[name] = new NamedArray(
                        name, Shape(weight.Value), [.. Flatten(weight.Value).Select(number => number.GetSingle())]);
                }
        return arrays;
    }

    private static long[] Shape(JsonElement array) => array.ValueKind == JsonValueKind.Array
        ? [array.GetArrayLength(), .. Shape(array[0])]
        : [];

    private static IEnumerable<JsonElement> Flatten(JsonElement array) => array.ValueKind == JsonValueKind.Array
        ? array.EnumerateArray().SelectMany(Flatten)
        : [array];
}
