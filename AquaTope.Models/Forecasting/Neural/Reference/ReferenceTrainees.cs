using AquaTope.Models.Forecasting.Neural.Training;
using AquaTope.Models.Optimization.Sampling;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Reference;

/// <summary>What both stages share: batches in the epoch's order, and chance for what is dropped.</summary>
internal abstract class ReferenceTrainee(ReferenceNetwork network, ReferenceWindows windows, int batchSize, ulong seed)
    : ITrainee
{
    public abstract string Stage { get; }

    public abstract IReadOnlyList<(string Name, Parameter Value)> Parameters { get; }

    public abstract TrainingPlan Plan { get; }

    protected ReferenceNetwork Network => network;

    public double Train(int epoch, Action<Tensor> step)
    {
        using var generator = new Generator(SplitMix64.Mix(seed + (ulong)epoch * SplitMix64.Golden));
        return Mean(windows.Training(batchSize, new CounterRandom(seed), epoch), batch =>
        {
            var loss = Loss(batch, generator);
            step(loss);
            return loss;
        });
    }

    public double Validate()
    {
        using var noGradient = no_grad();
        return Mean(windows.Validation(batchSize), batch => Loss(batch, chance: null));
    }

    /// <summary>The mean squared error on a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="chance">What decides what is dropped; without it nothing is.</param>
    protected abstract Tensor Loss(ReferenceWindows.Batch batch, Generator? chance);

    protected static ReferenceMasks? Masks(
        ReferenceWindows.Batch batch, int first, int second, double dropped, Generator? chance) =>
        chance is null ? null : ReferenceMasks.Draw(batch.Inputs.shape[0], first, second, dropped, chance);

    private static double Mean(IEnumerable<ReferenceWindows.Batch> batches, Func<ReferenceWindows.Batch, Tensor> loss)
    {
        double sum = 0;
        long count = 0;
        using var pieces = batches.GetEnumerator();
        while (true)
        {
            using var scope = NewDisposeScope();
            if (!pieces.MoveNext()) return sum / count;
            var size = pieces.Current.Inputs.shape[0];
            sum += size * (double)loss(pieces.Current).item<float>();
            count += size;
        }
    }
}

/// <summary>The encoder learns by letting the decoder continue the sequence.</summary>
internal sealed class EncoderDecoderTrainee(
    ReferenceNetwork network, ReferenceWindows windows, ReferenceOptions options, ulong seed)
    : ReferenceTrainee(network, windows, options.BatchSize, seed)
{
    /// <summary>The name of the stage.</summary>
    public const string Name = "encoder-decoder";

    public override string Stage => Name;

    public override IReadOnlyList<(string Name, Parameter Value)> Parameters =>
        [.. Network.Encoder.named_parameters(), .. Network.Decoder.named_parameters().Select(Prefixed)];

    public override TrainingPlan Plan { get; } = new(options.Epochs, _ => options.EncoderDecoderRate);

    protected override Tensor Loss(ReferenceWindows.Batch batch, Generator? chance)
    {
        var shape = Network.Shape;
        var latent = Network.Encoder.Encode(
            batch.Inputs, Masks(batch, shape.EncoderUnits, 1, shape.Dropout, chance));
        var continued = Network.Decoder.Continue(
            latent, batch.Inputs, Masks(batch, shape.DecoderUnits, 1, shape.Dropout, chance));
        return nn.functional.mse_loss(continued, batch.Targets);
    }

    private static (string, Parameter) Prefixed((string Name, Parameter Value) parameter) =>
        ($"decoder.{parameter.Name}", parameter.Value);
}

/// <summary>The head learns on the features of the encoder, which stays as it is; what it drops varies.</summary>
internal sealed class PredictionTrainee(
    ReferenceNetwork network, ReferenceWindows windows, ReferenceOptions options, ulong seed)
    : ReferenceTrainee(network, windows, options.BatchSize, SplitMix64.Mix(seed))
{
    /// <summary>The name of the stage.</summary>
    public const string Name = "prediction";

    public override string Stage => Name;

    public override IReadOnlyList<(string Name, Parameter Value)> Parameters => [.. Network.Head.named_parameters()];

    public override TrainingPlan Plan { get; } = new(options.Epochs, _ => options.PredictionRate);

    protected override Tensor Loss(ReferenceWindows.Batch batch, Generator? chance)
    {
        var shape = Network.Shape;
        Tensor latent;
        using (no_grad())
            latent = Network.Encoder.Encode(batch.Inputs, Masks(batch, shape.EncoderUnits, 1, shape.Dropout, chance));
        var predicted = Network.Head.Predict(
            latent, batch.Calendar,
            chance is null ? null : ReferenceMasks.DrawHead(batch.Inputs.shape[0], shape, chance));
        return nn.functional.mse_loss(predicted, batch.Targets.select(1, 0));
    }
}
