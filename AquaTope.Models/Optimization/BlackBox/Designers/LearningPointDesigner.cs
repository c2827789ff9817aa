namespace AquaTope.Models.Optimization.BlackBox.Designers;

/// <summary>
/// What designers share that learn a model of every output: an initial design, then batches that an acquisition
/// chooses, and the best posterior mean as the answer.
/// </summary>
/// <param name="seed">Of everything random.</param>
/// <param name="initial">The points of the initial design: so many more beside those that are taken.</param>
public abstract class LearningPointDesigner(
    ulong seed, Func<IEnumerable<double[]>, int, IReadOnlyList<double[]>> initial) : IPointDesigner
{
    /// <summary>Points of the initial design.</summary>
    public const int InitialPoints = 10;

    public abstract string Name { get; }

    public IReadOnlyList<double[]> Suggest(IReadOnlyList<PointTrial> history, int count) =>
        Suggest(history, [], count);

    /// <summary>The points to evaluate beside those that are under way.</summary>
    public IReadOnlyList<double[]> Suggest(
        IReadOnlyList<PointTrial> history, IReadOnlyList<double[]> pending, int count)
    {
        var evaluated = history.Select(trial => trial.Point);
        if (history.Count < InitialPoints || TrialTable.Of(history) is not { } table)
            return initial(evaluated.Concat(pending), count);

        var trialSeed = SplitMix64.Mix(seed ^ SplitMix64.Mix((ulong)history.Count));
        return BatchUnder(Fit(table), table, trialSeed).Choose(evaluated, pending, count, trialSeed);
    }

    public double[]? Recommend(IReadOnlyList<PointTrial> history) =>
        TrialTable.Of(history) is { } table ? PosteriorChoice.Best(Fit(table), table) : null;

    /// <summary>A model of the objective, then one of each constraint.</summary>
    private protected abstract List<OutputModel> Fit(TrialTable table);

    /// <summary>How the next batch is chosen.</summary>
    private protected abstract PointBatch BatchUnder(List<OutputModel> models, TrialTable table, ulong seed);
}
