using AquaTope.Models.Optimization.Problems;
using AquaTope.Models.Optimization.Problems.Comparing;

namespace AquaTope.Host.Cli.Tuning.Comparisons;

/// <summary>The machine-readable result of a comparison by <c>tune</c>.</summary>
/// <param name="Problem">The name of the problem.</param>
/// <param name="Seed">The first seed.</param>
/// <param name="Seeds">How many seeds, one after the other.</param>
/// <param name="Batch">Trials suggested at a time.</param>
/// <param name="Init">Trials of the initial design.</param>
/// <param name="QosSeconds">The target of a workflow; <see langword="null"/> for a black box.</param>
/// <param name="Optimum">
/// The least noise-free objective of a feasible point; <see langword="null"/> where unknown.
/// </param>
/// <param name="Checkpoints">The numbers of trials after which the runs are looked at.</param>
/// <param name="Designers">What became of each.</param>
internal sealed record TuneComparisonDocument(
    string Problem,
    int Seed,
    int Seeds,
    int Batch,
    int Init,
    double? QosSeconds,
    double? Optimum,
    IReadOnlyList<int> Checkpoints,
    IReadOnlyList<TuneComparedDesigner> Designers);

/// <summary>A designer's runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="BestTrue">
/// After each checkpoint, over the seeds: the noise-free objective of the best truly feasible point so far.
/// </param>
/// <param name="Recommended">
/// After each checkpoint, over the seeds: the noise-free objective of the point it would have recommended then.
/// </param>
/// <param name="RecommendedFeasible">After each checkpoint: the share of runs whose point is truly feasible.</param>
/// <param name="FeasibleTrials">The share of all trials that looked feasible.</param>
/// <param name="SuggestCpuSeconds">CPU time of a batch of suggestions, over all batches of all runs.</param>
/// <param name="LastSuggestCpuSeconds">CPU time of the last batch of each run.</param>
/// <param name="Runs">Each run.</param>
internal sealed record TuneComparedDesigner(
    string Name,
    IReadOnlyList<TuneQuartiles> BestTrue,
    IReadOnlyList<TuneQuartiles> Recommended,
    IReadOnlyList<double> RecommendedFeasible,
    double FeasibleTrials,
    TuneQuartiles SuggestCpuSeconds,
    TuneQuartiles LastSuggestCpuSeconds,
    IReadOnlyList<TuneComparedRun> Runs)
{
    public static TuneComparedDesigner Of(string name, IReadOnlyList<TuneComparedRun> runs)
    {
        var checkpoints = Enumerable.Range(0, runs[0].Recommended.Count).ToList();
        return new TuneComparedDesigner(
            name,
            [.. checkpoints.Select(at => TuneQuartiles.Of(runs.Select(run => run.BestTrue[at])))],
            [.. checkpoints.Select(at => TuneQuartiles.Of(runs.Select(run => run.Recommended[at].TrueObjective)))],
            [.. checkpoints.Select(at => runs.Average(run => run.Recommended[at].Feasible ? 1.0 : 0.0))],
            runs.Average(run => run.FeasibleTrials),
            TuneQuartiles.Of(runs.SelectMany(run => run.SuggestCpuSeconds).Select(value => (double?)value)),
            TuneQuartiles.Of(runs.Where(run => run.SuggestCpuSeconds.Count > 0)
                .Select(run => (double?)run.SuggestCpuSeconds[^1])),
            runs);
    }
}

/// <summary>One run of a designer.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="BestTrue">After each checkpoint; <see langword="null"/> before the first truly feasible point.</param>
/// <param name="Recommended">What it would have recommended after each checkpoint.</param>
/// <param name="FeasibleTrials">The share of its trials that looked feasible.</param>
/// <param name="SuggestCpuSeconds">CPU time of each batch of suggestions.</param>
internal sealed record TuneComparedRun(
    int Seed,
    IReadOnlyList<double?> BestTrue,
    IReadOnlyList<TuneComparedAnswer> Recommended,
    double FeasibleTrials,
    IReadOnlyList<double> SuggestCpuSeconds)
{
    public static TuneComparedRun Of(
        Problem problem, IProblemSolver solver, ComparisonReport report, ulong seed, IReadOnlyList<int> checkpoints)
    {
        var judged = report.Trials;
        var trials = judged.Select(trial => trial.Trial).ToList();

        // A designer that has nothing more to suggest ends before the last checkpoint and stays where it is.
        var seen = checkpoints.Select(checkpoint => Math.Min(checkpoint, judged.Count)).ToList();
        return new TuneComparedRun(
            (int)seed, [.. seen.Select(count => judged[count - 1].BestTrue)],
            [.. seen.Select(count => TuneComparedAnswer.Of(problem, solver.Recommend(trials[..count])))],
            judged.Average(trial => trial.IsFeasible ? 1.0 : 0.0),
            [.. report.Suggestions.Select(time => time.Cpu.TotalSeconds)]);
    }
}

/// <summary>What a designer would recommend, judged noise-free.</summary>
internal sealed record TuneComparedAnswer(bool Feasible, double? TrueObjective)
{
    public static TuneComparedAnswer Of(Problem problem, double[]? point)
    {
        var truth = point is null ? null : problem.Truth(point);
        return new TuneComparedAnswer(truth?.IsFeasible ?? false, (truth as Evaluation.Measured)?.Objective);
    }
}

/// <summary>
/// Median and quartiles, by linear interpolation; each is <see langword="null"/> where it falls on a run without a
/// value, which counts as worse than any other.
/// </summary>
internal sealed record TuneQuartiles(double? Lower, double? Median, double? Upper)
{
    public static TuneQuartiles Of(IEnumerable<double?> values)
    {
        var sorted = values.Select(value => value ?? double.PositiveInfinity).Order().ToArray();
        return new TuneQuartiles(At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75));
    }

    private static double? At(double[] sorted, double share)
    {
        if (sorted.Length == 0) return null;
        var place = share * (sorted.Length - 1);
        var (below, above) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
        var value = below + (place - Math.Floor(place)) * (above - below);
        return double.IsFinite(value) ? value : null;
    }
}
