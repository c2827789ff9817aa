using AquaTope.Models.Forecasting.Neural.Layers;
using AquaTope.Models.Forecasting.Neural.Storage;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Training;

/// <summary>
/// Trains the stages of a model one after the other, epoch by epoch: keeps a checkpoint after each, goes on from one,
/// ends early where the plan says so, and stops between two batches when asked to.
/// </summary>
/// <param name="model">All weights of the model, whichever stage they belong to.</param>
/// <param name="fingerprint">What identifies this training, its data, options and seed.</param>
/// <param name="checkpoint">Where it is kept while unfinished, if it is.</param>
/// <param name="progress">Told after every epoch.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class TrainingLoop(
    nn.Module model,
    string fingerprint,
    TrainingCheckpoint? checkpoint,
    IProgress<TrainingProgress>? progress,
    CancellationToken cancellation)
{
    private const string BestPrefix = "best.";

    /// <summary>Trains the stages in their order.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="ModelFolderException">The checkpoint belongs to another training.</exception>
    public IReadOnlyList<StageFigures> Run(IReadOnlyList<ITrainee> stages)
    {
        var state = checkpoint?.Read(fingerprint);
        var curves = state?.Curves.ToList() ?? [];
        if (state is not null) Weights.Restore(model, state.Arrays);
        for (var i = 0; i < stages.Count; i++)
        {
            if (i < curves.Count - 1) continue;
            if (i == curves.Count) curves.Add(new StageCurve(stages[i].Stage, [], []));
            Run(stages[i], curves, state);
            state = null;
        }
        return [.. curves.Select((curve, i) => curve.Figures(stages[i].Plan))];
    }

    private void Run(ITrainee trainee, List<StageCurve> curves, TrainingState? state)
    {
        var (plan, curve) = (trainee.Plan, curves[^1]);
        using var adam = new Adam(trainee.Parameters, plan.LargestGradient);
        if (state is not null) adam.Restore(state.Arrays);
        var best = state is null ? [] : BestOf(state);

        while (!curve.IsDone(plan))
        {
            var epoch = curve.Epochs + 1;
            var rate = plan.LearningRate(epoch);
            var loss = trainee.Train(epoch, loss => Step(adam, loss, rate));
            curve.Losses.Add(loss);
            curve.ValidationLosses.Add(trainee.Validate());
            if (plan.Patience is not null && curve.BestEpoch == epoch) best = Weights.Copy(model);
            progress?.Report(new TrainingProgress(
                trainee.Stage, epoch, plan.Epochs, loss, curve.ValidationLosses[^1]));
            checkpoint?.Write(fingerprint, StateOf(curves, adam, best));
        }
        if (plan.Patience is not null) Weights.Restore(model, best.ToDictionary(array => array.Name));
    }

    private void Step(Adam adam, Tensor loss, double rate)
    {
        cancellation.ThrowIfCancellationRequested();
        adam.ZeroGradients();
        loss.backward();
        adam.Step(rate);
    }

    private TrainingState StateOf(List<StageCurve> curves, Adam adam, IReadOnlyList<NamedArray> best) =>
        new(curves,
            Weights.Copy(model)
                .Concat(adam.Copy())
                .Concat(best.Select(array => array with { Name = BestPrefix + array.Name }))
                .ToDictionary(array => array.Name));

    private static IReadOnlyList<NamedArray> BestOf(TrainingState state) =>
    [
        .. state.Arrays.Values
            .Where(array => array.Name.StartsWith(BestPrefix, StringComparison.Ordinal))
            .Select(array => array with { Name = array.Name[BestPrefix.Length..] })
    ];
}
