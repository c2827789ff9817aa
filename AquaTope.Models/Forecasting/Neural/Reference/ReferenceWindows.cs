using AquaTope.Models.Forecasting.Neural.Training;
using AquaTope.Models.Optimization.Sampling;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Reference;

/// <summary>
/// Every stretch of a set of series that is long enough to learn from: the inputs of the encoder and the windows after
/// them. The last part of each series in time is held back.
/// </summary>
internal sealed class ReferenceWindows : IDisposable
{
    /// <summary>The share of a series that is held back: with a tenth of the data kept for a test, another
    /// tenth.</summary>
    private const double HeldBack = 1.0 / 9;

    private readonly ReferenceShape _shape;
    private readonly Tensor _features;
    private readonly long[] _training;
    private readonly long[] _validation;

    /// <param name="past">The series.</param>
    /// <param name="shape">How many windows go in and come out.</param>
    /// <exception cref="TrainingDataException">No series is long enough.</exception>
    public ReferenceWindows(DemandSet past, ReferenceShape shape)
    {
        _shape = shape;
        var features = new float[past.Series.Sum(series => series.Demand.Length) * ReferenceEncoder.Features];
        var (training, validation) = (new List<long>(), new List<long>());
        var row = 0;
        foreach (var series in past.Series)
        {
            var demand = series.Demand.Span;
            var learned = demand.Length - (int)(demand.Length * HeldBack);
            var scale = ReferenceScale.Of(demand[..learned]);
            if (past.Series.Count == 1) Scale = scale;
            ReferenceFeatures.Write(
                past.Window, series.LastWindow, demand, scale,
                features.AsSpan(row * ReferenceEncoder.Features));
            for (var start = 0; start + Length <= demand.Length; start++)
            {
                if (start + Length <= learned) training.Add(row + start);
                else if (start + shape.Inputs >= learned) validation.Add(row + start);
            }
            row += demand.Length;
        }
        if (training.Count == 0 || validation.Count == 0)
            throw new TrainingDataException(
                $"no series is long enough; the model learns from {Length} windows at a time " +
                "and holds a ninth of each series back");

        _features = tensor(features, [row, ReferenceEncoder.Features]).DetachFromDisposeScope();
        (_training, _validation) = ([.. training], [.. validation]);
    }

    /// <summary>The scale of the series, where there is but one.</summary>
    public ReferenceScale? Scale { get; }

    private int Length => _shape.Inputs + _shape.Targets;

    /// <summary>The training stretches in batches, in an order of the epoch's own.</summary>
    public IEnumerable<Batch> Training(int batchSize, CounterRandom random, int epoch)
    {
        var order = _training.ToArray();
        SeededOrder.Shuffle(order.AsSpan(), random, (ulong)epoch);
        return order.Chunk(batchSize).Select(Gather);
    }

    /// <summary>The stretches held back, in batches.</summary>
    public IEnumerable<Batch> Validation(int batchSize) => _validation.Chunk(batchSize).Select(Gather);

    public void Dispose() => _features.Dispose();

    private Batch Gather(long[] starts)
    {
        long[] rows = [.. starts.SelectMany(start => Enumerable.Range(0, Length).Select(step => start + step))];
        var stretch = _features.index_select(0, tensor(rows))
            .view(starts.Length, Length, ReferenceEncoder.Features);
        var inputs = stretch.narrow(1, 0, _shape.Inputs);
        var ahead = stretch.narrow(1, _shape.Inputs, _shape.Targets);
        var targets = ahead.select(2, 0) - inputs.select(2, 0).narrow(1, 0, 1);
        return new Batch(inputs, targets, ahead.select(1, 0).narrow(1, 1, ReferenceHead.Features));
    }

    /// <summary>Some stretches. The caller's dispose scope owns the tensors.</summary>
    /// <param name="Inputs">Windows <c>[batch, inputs, 5]</c>.</param>
    /// <param name="Targets">The demands after them, above that of the first input, <c>[batch, targets]</c>.</param>
    /// <param name="Calendar">Features of the first target window, <c>[batch, 4]</c>.</param>
    public sealed record Batch(Tensor Inputs, Tensor Targets, Tensor Calendar);
}
