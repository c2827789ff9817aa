using AquaTope.Models.Forecasting.Neural.Layers;
using AquaTope.Models.Forecasting.Neural.Training;
using AquaTope.Models.Optimization.Sampling;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>The global count model learns from the likelihood of every window of every sequence.</summary>
internal sealed class HybridTrainee : ITrainee
{
    /// <summary>The name of the only stage.</summary>
    public const string Name = "count-model";

    private const double LargestGradient = 1;

    private readonly HybridNetwork _network;
    private readonly HybridSequences _sequences;
    private readonly ulong _seed;
    private readonly int _batchSize;
    private readonly int _passes;

    public HybridTrainee(HybridNetwork network, HybridSequences sequences, HybridOptions options, ulong seed)
    {
        _network = network;
        _sequences = sequences;
        _seed = seed;
        _batchSize = Math.Clamp(sequences.PerPass / options.LeastBatches, 1, options.BatchSize);
        _passes = Math.Max(1, options.LeastBatches * _batchSize / sequences.PerPass);
        Plan = new TrainingPlan(
            options.Epochs,
            epoch => options.LearningRate * 0.5 * (1 + Math.Cos(Math.PI * (epoch - 1) / options.Epochs)),
            options.Patience, LargestGradient);
    }

    public string Stage => Name;

    public IReadOnlyList<(string Name, Parameter Value)> Parameters =>
        [.. _network.named_parameters().Where(parameter => parameter.parameter.requires_grad)];

    public TrainingPlan Plan { get; }

    public double Train(int epoch, Action<Tensor> step)
    {
        using var generator = new Generator(SplitMix64.Mix(_seed + (ulong)epoch * SplitMix64.Golden));
        return Mean(_sequences.Training(_batchSize, _passes, new CounterRandom(_seed), epoch), batch =>
        {
            var loss = Loss(batch, generator);
            step(loss.Over(batch.Targets.shape[0]));
            return loss;
        });
    }

    public double Validate()
    {
        using var noGradient = no_grad();
        return Mean(_sequences.Validation(_batchSize), batch => Loss(batch, chance: null));
    }

    private Tensor Loss(HybridSequences.Batch batch, Generator? chance)
    {
        var masks = chance is null ? null : HybridMasks.Draw(_network.Shape, batch.Steps.shape[0], chance);
        var parameters = _network.Predict(_network.Encode(batch.Steps), batch.Outlook, masks).flatten(0, 1);
        return CountLikelihood.NegativeLog(
            parameters.index_select(0, batch.Targets), batch.Anchors.index_select(0, batch.Targets),
            batch.Demand.index_select(0, batch.Targets));
    }

    private static double Mean(IEnumerable<HybridSequences.Batch> batches, Func<HybridSequences.Batch, Tensor> loss)
    {
        double sum = 0;
        long count = 0;
        using var pieces = batches.GetEnumerator();
        while (true)
        {
            using var scope = NewDisposeScope();
            if (!pieces.MoveNext()) return sum / count;
            count += pieces.Current.Targets.shape[0];
            sum += loss(pieces.Current).item<float>();
        }
    }
}
