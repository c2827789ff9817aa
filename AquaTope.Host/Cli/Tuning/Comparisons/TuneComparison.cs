using AquaTope.Host.Cli.CommandLines;
using AquaTope.Models.Optimization.Problems;
using AquaTope.Models.Optimization.Problems.Comparing;
using Spectre.Console;

namespace AquaTope.Host.Cli.Tuning.Comparisons;

/// <summary>Several designers on one problem over several seeds, one run after the other.</summary>
/// <param name="problem">What they solve.</param>
/// <param name="designers">Their names.</param>
/// <param name="seeds">How many seeds, from that of the options on.</param>
/// <param name="options">Budget and first seed.</param>
internal sealed class TuneComparison(
    Problem problem, IReadOnlyList<string> designers, int seeds, ComparisonOptions options)
{
    private const int TrialsPerCheckpoint = 10;

    private readonly RunClocks _clocks = TuneClocks.OfProcess();

    // Every tenth trial, and the last.
    private readonly int[] _checkpoints =
    [
        .. Enumerable.Range(1, options.Trials)
            .Where(trials => trials % TrialsPerCheckpoint == 0 && trials >= options.Initial || trials == options.Trials)
    ];

    public TuneComparisonDocument Run(VerbRun run)
    {
        // A solver is made first, so that a name that does not fit the problem is found before the first long run.
        foreach (var designer in designers) TuneSolver.Of(problem, designer, options);
        if (!run.Terminal.ErrorIsInteractive)
            return Document(CompareAll(done => run.Terminal.Error.WriteLine(done), run.Stopping));

        // Refreshed between trials by the thread that works, so that drawing is not counted as suggesting.
        return run.Progress.Progress().AutoRefresh(false).AutoClear(true).Start(context =>
        {
            var bar = context.AddTask(problem.Name, maxValue: designers.Count * seeds * options.Trials);
            return Document(CompareAll(done => bar.Description = done, run.Stopping, () =>
            {
                bar.Increment(1);
                context.Refresh();
            }));
        });
    }

    private List<List<TuneComparedRun>> CompareAll(
        Action<string> ended, CancellationToken cancellation, Action? trialEnded = null)
    {
        var all = designers.Select(_ => new List<TuneComparedRun>()).ToList();
        for (var seed = 0; seed < seeds; seed++)
            for (var designer = 0; designer < designers.Count; designer++)
            {
                var one = Solve(designers[designer], options with { Seed = options.Seed + (ulong)seed });
                all[designer].Add(one);
                ended($"{designers[designer]}, seed {one.Seed}");
            }
        return all;

        TuneComparedRun Solve(string designer, ComparisonOptions own)
        {
            var solver = TuneSolver.Of(problem, designer, own);
            var report = Comparison.Run(problem, solver, own, _clocks, _ => trialEnded?.Invoke(), cancellation);
            return TuneComparedRun.Of(problem, solver, report, own.Seed, _checkpoints);
        }
    }

    private TuneComparisonDocument Document(List<List<TuneComparedRun>> runs) => new(
        problem.Name, (int)options.Seed, seeds, options.Batch, options.Initial, TuneReading.QosOf(problem),
        problem.Optimum, _checkpoints, [.. designers.Zip(runs, TuneComparedDesigner.Of)]);
}
