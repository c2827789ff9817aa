using AquaTope.Models.Forecasting.Neural.Training;
using AquaTope.Models.Optimization.Sampling;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>
/// Series cut into sequences to learn from; every window of a sequence but the last part of the series in time, which
/// is held back, is a target. A row of the data is what was known when a window had closed, and the demand of the next
/// one.
/// </summary>
internal sealed class HybridSequences : IDisposable
{
    /// <summary>The share of a series that is held back.</summary>
    private const double HeldBack = 1.0 / 9;

    private static readonly int Steps = DemandReading.StepNames.Count;
    private static readonly int Outlook = DemandReading.OutlookNames.Count;
    private static readonly int Columns = Steps + Outlook + DemandReading.Anchors + 1;

    private readonly int _inputs;
    private readonly int _length;
    private readonly Tensor _rows;
    private readonly List<Stretch> _series = [];

    /// <param name="past">The series.</param>
    /// <param name="seasons">The seasons that the model may use.</param>
    /// <param name="without">Inputs that are left out.</param>
    /// <param name="inputs">Windows that a forecaster looks back at.</param>
    /// <exception cref="TrainingDataException">There is too little to learn from.</exception>
    public HybridSequences(DemandSet past, SeasonsKnown seasons, InputGroups without, int inputs)
    {
        _inputs = inputs;
        // Half of the targets see at least as far back as a forecaster does, the others less, like those of a new
        // function.
        _length = 2 * inputs;
        var count = past.Series.Sum(series => Math.Max(0, series.Demand.Length - 1));
        var rows = new float[count * (long)Columns];
        var first = 0;
        foreach (var series in past.Series)
        {
            var targets = series.Demand.Length - 1;
            var learned = targets - (int)(targets * HeldBack);
            if (learned < 1) continue;
            Read(past, series, seasons, without, rows.AsSpan(first * Columns));
            _series.Add(new Stretch(first, learned, targets));
            first += targets;
        }
        if (first == 0) throw new TrainingDataException("no series has two windows; there is nothing to learn from");
        using var scope = NewDisposeScope();
        _rows = tensor(rows, [count, Columns]).narrow(0, 0, first).DetachFromDisposeScope();
    }

    /// <summary>Sequences in one pass over the training data.</summary>
    public int PerPass => _series.Sum(series => (series.Learned + _length - 1) / _length);

    /// <summary>What the features were over the training data, for the scale.</summary>
    public (Tensor Steps, Tensor Outlook) Features()
    {
        using var scope = NewDisposeScope();
        var learned = cat([.. _series.Select(series => _rows.narrow(0, series.First, series.Learned))], 0);
        return (learned.narrow(1, 0, Steps).MoveToOuterDisposeScope(),
            learned.narrow(1, Steps, Outlook).MoveToOuterDisposeScope());
    }

    /// <summary>The training sequences in batches; where they begin and their order are the epoch's own.</summary>
    public IEnumerable<Batch> Training(int batchSize, int passes, CounterRandom random, int epoch)
    {
        var sequences = new List<(int First, int Count)>();
        for (var pass = 0; pass < passes; pass++)
            for (var i = 0; i < _series.Count; i++)
            {
                var series = _series[i];
                var offset = (int)(random.Uniform((ulong)epoch, (ulong)(pass * _series.Count + i)) * _length);
                // The piece before the offset is as long as the offset.
                for (var at = offset - _length; at < series.Learned; at += _length)
                {
                    var begin = Math.Max(0, at);
                    var end = Math.Min(series.Learned, at + _length);
                    if (end > begin) sequences.Add((series.First + begin, end - begin));
                }
            }
        var order = sequences.ToArray();
        SeededOrder.Shuffle(order.AsSpan(), random, ulong.MaxValue - (ulong)epoch);
        return order.Chunk(batchSize).Select(chunk => Gather(chunk, warmup: 0));
    }

    /// <summary>
    /// The parts held back, in batches; before its targets each sequence has as many windows as a forecaster looks back
    /// at.
    /// </summary>
    public IEnumerable<Batch> Validation(int batchSize)
    {
        var sequences = new List<(int First, int Count)>();
        foreach (var series in _series)
            for (var at = series.Learned; at < series.Targets; at += _inputs)
            {
                var begin = Math.Max(0, at - _inputs);
                sequences.Add((series.First + begin, Math.Min(series.Targets, at + _inputs) - begin));
            }
        return sequences.Where(sequence => sequence.Count > _inputs)
            .Chunk(batchSize).Select(chunk => Gather(chunk, warmup: _inputs));
    }

    public void Dispose() => _rows.Dispose();

    private static void Read(
        DemandSet past, DemandHistory series, SeasonsKnown seasons, InputGroups without, Span<float> rows)
    {
        var demand = series.Demand.Span;
        var reading = DemandReading.Of(past.Window, series, seasons, without);
        for (var i = 0; i < demand.Length - 1; i++)
        {
            var row = rows.Slice(i * Columns, Columns);
            reading.Read(demand[i]);
            reading.WriteStep(row);
            reading.WriteOutlook(row[Steps..]);
            reading.WriteAnchors(row[(Steps + Outlook)..]);
            row[^1] = demand[i + 1];
        }
    }

    // Shorter sequences are filled up with their last row, which is no target then.
    private Batch Gather((int First, int Count)[] sequences, int warmup)
    {
        var longest = sequences.Max(sequence => sequence.Count);
        var rows = new long[sequences.Length * longest];
        var targets = new List<long>(rows.Length);
        for (var i = 0; i < sequences.Length; i++)
            for (var step = 0; step < longest; step++)
            {
                var (first, count) = sequences[i];
                rows[i * longest + step] = first + Math.Min(step, count - 1);
                if (step >= warmup && step < count) targets.Add(i * longest + step);
            }
        var gathered = _rows.index_select(0, tensor(rows));
        return new Batch(
            gathered.narrow(1, 0, Steps).reshape(sequences.Length, longest, Steps),
            gathered.narrow(1, Steps, Outlook).reshape(sequences.Length, longest, Outlook),
            gathered.narrow(1, Steps + Outlook, DemandReading.Anchors),
            gathered.select(1, Columns - 1),
            tensor(targets.ToArray()));
    }

    private readonly record struct Stretch(int First, int Learned, int Targets);

    /// <summary>Some sequences. The caller's dispose scope owns the tensors.</summary>
    /// <param name="Steps">What the encoder is told, <c>[sequences, time, steps]</c>.</param>
    /// <param name="Outlook">What the head is told, <c>[sequences, time, outlook]</c>.</param>
    /// <param name="Anchors">What the likelihood starts from, <c>[sequences * time, 5]</c>.</param>
    /// <param name="Demand">What came next, <c>[sequences * time]</c>.</param>
    /// <param name="Targets">Which of the flattened rows count.</param>
    public sealed record Batch(Tensor Steps, Tensor Outlook, Tensor Anchors, Tensor Demand, Tensor Targets);
}
