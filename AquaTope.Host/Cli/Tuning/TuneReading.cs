using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Problems;
using AquaTope.Models.Optimization.Problems.Comparing;
using AquaTope.Models.Workflows;

namespace AquaTope.Host.Cli.Tuning;

/// <summary>Trials and answers on a problem as documents have them.</summary>
internal static class TuneReading
{
    public static TuneTrial TrialOf(Problem problem, JudgedTrial judged)
    {
        var (number, point, observed) = judged.Trial;
        var plan = PlanOf(problem, point);
        return observed switch
        {
            Evaluation.Measured seen => new TuneTrial(
                number, point, seen.Objective, seen.Constraints, judged.IsFeasible, judged.BestTrue)
            {
                Plan = plan,
                StageSeconds = seen.StageSeconds.Count > 0 ? seen.StageSeconds : null
            },
            Evaluation.Failed failed => new TuneTrial(number, point, null, [], false, judged.BestTrue)
            {
                Plan = plan,
                Failure = FailureOf(problem, failed)
            },
            _ => throw new ArgumentException($"{observed} is no evaluation.", nameof(judged))
        };
    }

    /// <summary>A recommended point, judged noise-free.</summary>
    public static TuneAnswer AnswerOf(Problem problem, ComparisonReport report)
    {
        if (report.Recommended is not { } answer) return TuneAnswer.None;
        var truth = answer.Truth as Evaluation.Measured;
        var seen = report.Trials
            .Where(judged => judged.Trial.Point.AsSpan().SequenceEqual(answer.Point))
            .Select(judged => judged.Trial.Observed).OfType<Evaluation.Measured>()
            .Select(observed => observed.Objective).ToList();
        return new TuneAnswer(
            answer.Point, seen.Count > 0 ? seen.Average() : truth?.Objective, answer.Truth.IsFeasible, truth?.Objective)
        {
            Plan = PlanOf(problem, answer.Point),
            LatencySeconds = truth is null ? null : QosOf(problem) + truth.Constraints[0]
        };
    }

    /// <summary>The latency to keep, where the problem is a workflow.</summary>
    public static double? QosOf(Problem problem) => (problem as WorkflowProblem)?.Workflow.Qos.Latency.TotalSeconds;

    public static IReadOnlyList<TunedStage> StagesOf(Workflow workflow, ResourcePlan plan) =>
    [
        .. workflow.Stages.Zip(plan.Stages, (stage, resources) =>
            new TunedStage(stage.Name.Value, resources.Cpu.Cores, resources.Memory.Megabytes))
    ];

    private static IReadOnlyList<TunedStage>? PlanOf(Problem problem, double[] point) =>
        problem is WorkflowProblem sized ? StagesOf(sized.Workflow, sized.Space.ToPlan(point)) : null;

    private static string FailureOf(Problem problem, Evaluation.Failed failed) => problem is WorkflowProblem sized
        ? $"{sized.Workflow.Stages[failed.Stage].Name}: {failed.Reason}"
        : failed.Reason;
}
