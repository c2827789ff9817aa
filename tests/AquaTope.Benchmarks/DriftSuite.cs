using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Problems;
using AquaTope.Models.Optimization.Problems.Comparing;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Optimization.Staged;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tuning;
using AquaTope.Models.Tuning.Drifts;

namespace AquaTope.Benchmarks;

/// <summary>
/// What happens when a function of a workflow becomes one and a half times slower: after how many activations the watch
/// alarms and how often it alarms without cause, and how good the answer of the study is that follows, beside one that
/// knows nothing of the earlier trials and may make twice as many.
/// </summary>
public sealed class DriftSuite : ISuite
{
    private const double Factor = 1.5;
    private const double Stragglers = 0.02;

    // Delays.
    private const int Streams = 400;
    private const int LongestDelay = 500;
    private const int WantedDelay = 30;

    // False alarms: a stream for each spread and straggling, as long as a function may serve under one plan.
    private const int QuietStreams = 100;
    private const int QuietRuns = 10_000;

    // Studies.
    private const int Seeds = 30;
    private const int Batch = 3;
    private const int FreshTrials = 40;
    private const int ReopenedTrials = FreshTrials / 2;

    private static readonly ModelledWorkflowProblem Workflow = ModelledWorkflowProblem.ThreeInARow;
    private static readonly MemorySize Memory = MemorySize.FromMegabytes(256);

    private static double Alarm =>
        ExecutionWatches.AlarmFor(Workflow.Workflow, new TuningOptions().RunsBetweenFalseChanges);

    public string Name => "drift";

    public IReadOnlyList<Measurement> Run(SuiteOptions options) =>
    [
        .. from reference in (int[])[30, 100, 500]
           from spread in (double[])[0.1, 0.2]
           from row in Delays((ulong)options.Seed, reference, spread)
           select row,
        new Measurement(
            $"false alarms in {QuietStreams * QuietRuns:N0} activations", FalseAlarms((ulong)options.Seed), "alarms",
            QuietStreams * QuietRuns / 10_000.0),
        .. from change in (double?[])[Factor, null]
           from study in ((ModelledWorkflowProblem Problem, int Stage)[])
               [(Workflow, 1), (ModelledWorkflowProblem.FiveWithAPair, 3)]
           from row in Studies(study.Problem, study.Stage, change, (ulong)options.Seed)
           select row
    ];

    private static IEnumerable<Measurement> Delays(ulong seed, int reference, double spread)
    {
        var delays = new int[Streams];
        Parallel.For(0, Streams, stream =>
        {
            var chance = new CounterRandom(new CounterRandom(seed).Bits((ulong)stream, (ulong)reference));
            var watch = ExecutionWatch.Of(Memory).With(Times(chance, 0, reference, spread, 1));
            while (!watch.Alarms(Alarm) && delays[stream] < LongestDelay)
                watch = watch.With(Times(chance, reference + delays[stream]++, 1, spread, Factor));
        });
        Array.Sort(delays);
        var what = $"activations until a change by {Factor} is seen, {reference} before it, spread {spread}";
        yield return new Measurement($"{what}, median", delays[Streams / 2], "activations", WantedDelay);
        yield return new Measurement($"{what}, 90 % of cases", delays[Streams * 9 / 10], "activations", WantedDelay);
    }

    private static int FalseAlarms(ulong seed)
    {
        var alarms = 0;
        Parallel.For(0, QuietStreams, stream =>
        {
            const int step = 10;
            var chance = new CounterRandom(new CounterRandom(seed).Bits((ulong)stream, 0));
            var spread = 0.1 + 0.1 * (stream % 2);
            var watch = ExecutionWatch.Of(Memory);
            for (var run = 0; run < QuietRuns; run += step)
            {
                watch = watch.With(Times(chance, run, step, spread, 1));
                if (!watch.Alarms(Alarm)) continue;
                Interlocked.Increment(ref alarms);
                watch = ExecutionWatch.Of(Memory);
            }
        });
        return alarms;
    }

    private static IEnumerable<TimeSpan> Times(
        CounterRandom chance, int first, int count, double spread, double factor) =>
        Enumerable.Range(first, count).Select(run => TimeSpan.FromSeconds(
            0.2 * factor * Math.Exp(spread * chance.Normal((ulong)run, 0))
            * (chance.Uniform((ulong)run, 9) < Stragglers ? 3 : 1)));

    private static IEnumerable<Measurement> Studies(
        ModelledWorkflowProblem before, int stage, double? told, ulong firstSeed)
    {
        var after = before.Slower(stage, Factor);
        var fresh = new double?[Seeds];
        var reopened = new double?[Seeds];
        Parallel.For(0, Seeds, at =>
        {
            var seed = firstSeed + (ulong)at;
            var first = PlanSolver.StudyOf(before, seed, new StudyOptions());
            var (answer, earlier) = Study(before, first, FreshTrials);
            var second = first with
            {
                Present = answer,
                Seed = first.Seed + 1,
                Earlier = new EarlierEvidence(
                    earlier.Trials, [new StageChange(before.Workflow.Stages[stage].Function, told)], [])
            };
            reopened[at] = Excess(after, Study(after, second, ReopenedTrials).Answer);
            fresh[at] = Excess(after, Study(after, second with { Earlier = null }, FreshTrials).Answer);
        });
        var factor = told is null ? "nobody knows by how much" : "by a measured factor";
        var what = $"{before.Name} after a change {factor}";
        yield return new Measurement(
            $"{what}: cost over the optimum after {ReopenedTrials} trials, fresh study after {FreshTrials}",
            100 * Median(reopened), "%", 100 * Median(fresh));
        yield return new Measurement(
            $"{what}: answers that keep the target", 100.0 * reopened.Count(excess => excess is not null) / Seeds, "%",
            100.0 * fresh.Count(excess => excess is not null) / Seeds);
    }

    private static (ResourcePlan Answer, StudyHistory History) Study(
        ModelledWorkflowProblem problem, StudyDefinition study, int trials)
    {
        var designer = new StagedDesigner(study, new StagedOptions { Measure = problem.Measure });
        var history = Measured(StudyHistory.Empty, study.Present);
        while (history.NextNumber < trials)
            history = designer.Suggest(history, Math.Min(Batch, trials - history.NextNumber))
                .Aggregate(history, Measured);
        return (designer.Recommend(history).Plan, history);

        StudyHistory Measured(StudyHistory known, ResourcePlan plan)
        {
            var seen = (Evaluation.Measured)problem.Observe(plan, study.Seed, known.NextNumber);
            var latency = problem.Workflow.Graph.EndToEnd([.. seen.StageSeconds]);
            return known.With(new Trial.Measured(
                known.NextNumber, plan,
                [new WorkflowRun([.. seen.StageSeconds.Select(TimeSpan.FromSeconds)], TimeSpan.FromSeconds(latency))]));
        }
    }

    // None where the answer misses the target.
    private static double? Excess(ModelledWorkflowProblem problem, ResourcePlan answer) =>
        problem.Truth(answer) is Evaluation.Measured { IsFeasible: true } truth
            ? truth.Objective / problem.Optimum!.Value - 1
            : null;

    private static double Median(double?[] excesses)
    {
        var ascending = excesses.OfType<double>().Order().ToList();
        return ascending.Count == 0
            ? double.NaN
            : (ascending[(ascending.Count - 1) / 2] + ascending[ascending.Count / 2]) / 2;
    }
}
