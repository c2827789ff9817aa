using System.Globalization;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization;

/// <summary>
/// The plan a study answers with: among the measured plans that keep the promise with the evidence at hand, the one of
/// least mean cost; the present plan where none does.
/// </summary>
/// <remarks>
/// A plan with k runs keeps the promise P(T &lt;= target) >= p when every run met the target and
/// <c>exp(mean(log T) + t(p, n) s sqrt(1 + 1/k))</c> does, the upper p-prediction bound of a log-normal latency with an
/// unknown mean. The spread s is pooled over the runs of all plans about their plans' means, and begins with
/// <see cref="PriorFreedom"/> pseudo-observations of <see cref="PriorSpread"/>, so that one lucky pair of runs does not
/// pass for certainty; n counts both.
/// </remarks>
/// <param name="Plan">The plan.</param>
/// <param name="Because">Why, with the numbers it rests on.</param>
public sealed record Recommendation(ResourcePlan Plan, string Because)
{
    /// <summary>The spread of log latency that is assumed before any run repeats: 15 %, stragglers included.</summary>
    public const double PriorSpread = 0.15;

    /// <summary>How many observations the assumption counts for.</summary>
    public const double PriorFreedom = 4;

    // The logarithm needs something above zero; nothing that runs over a network is faster.
    private const double ShortestSeconds = 1e-6;

    public static Recommendation From(StudyDefinition definition, StudyHistory history)
    {
        var qos = definition.Workflow.Qos;
        var measured = history.Measured.Where(trial => trial.Runs.Count > 0).ToList();
        var (spread, freedom) = PooledSpread(measured);
        var quantile = StandardNormal.StudentQuantile(qos.Percentile, freedom);

        var keeping = measured
            .Where(trial => trial.Runs.All(run => run.EndToEnd <= qos.Latency))
            .Select(trial => (Trial: trial, Bound: Bound(trial, quantile * spread)))
            .Where(candidate => candidate.Bound <= qos.Latency.TotalSeconds)
            .Select(candidate => (candidate.Trial, candidate.Bound, Cost: MeanCost(definition, candidate.Trial)))
            .ToList();
        if (keeping.Count == 0)
            return new Recommendation(
                definition.Present,
                $"none of {history.NextNumber} plans was shown to keep {qos}; the present one stays");

        var best = keeping.MinBy(candidate => (candidate.Cost, candidate.Trial.Number));
        var evidence = string.Create(
            CultureInfo.InvariantCulture,
            $"trial {best.Trial.Number} costs {best.Cost.Amount:0.####} a run and keeps {qos} "
            + $"(bound {best.Bound:0.###} s from {best.Trial.Runs.Count} runs)");
        return new Recommendation(best.Trial.Plan, Compare(definition, measured, evidence));
    }

    /// <summary>What one run of the workflow costs on average under a measured plan.</summary>
    public static Cost MeanCost(StudyDefinition definition, Trial.Measured trial)
    {
        var total = 0.0;
        foreach (var run in trial.Runs)
            for (var stage = 0; stage < run.Stages.Count; stage++)
                total += definition.Prices.Of(trial.Plan.Stages[stage], run.Stages[stage]).Amount;
        return new Cost(total / trial.Runs.Count);
    }

    private static string Compare(StudyDefinition definition, List<Trial.Measured> measured, string evidence) =>
        measured.FirstOrDefault(trial => trial.Number == 0) is { } present
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{evidence}; the present plan costs {MeanCost(definition, present).Amount:0.####}")
            : evidence;

    private static double Bound(Trial.Measured trial, double deviation) => Math.Exp(
        trial.Runs.Average(LogLatency) + deviation * Math.Sqrt(1 + 1.0 / trial.Runs.Count));

    private static (double Spread, double Freedom) PooledSpread(List<Trial.Measured> measured)
    {
        var squares = PriorFreedom * PriorSpread * PriorSpread;
        var freedom = PriorFreedom;
        foreach (var trial in measured)
        {
            var mean = trial.Runs.Average(LogLatency);
            squares += trial.Runs.Sum(run => Math.Pow(LogLatency(run) - mean, 2));
            freedom += trial.Runs.Count - 1;
        }
        return (Math.Sqrt(squares / freedom), freedom);
    }

    private static double LogLatency(WorkflowRun run) =>
        Math.Log(Math.Max(run.EndToEnd.TotalSeconds, ShortestSeconds));
}
