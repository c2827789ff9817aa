using System.Text.Json.Serialization;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Optimization;
using AquaTope.Models.Platform.Modes;
using AquaTope.Models.Workflows;

namespace AquaTope.Host.Api;

/// <summary>Where a workflow stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Functions">Its functions, each once.</param>
/// <param name="QosSeconds">The latency that is promised.</param>
/// <param name="Percentile">The share of runs it is promised for.</param>
/// <param name="State"><c>profiling</c>, <c>tuning</c>, <c>canary</c>, <c>serving</c>, <c>drifting</c>, or
/// <c>unknown</c> where its actor does not answer.</param>
/// <param name="Runs">Runs seen since the actor started or the plan was adopted.</param>
/// <param name="Missed">Of these, the ones that missed the promise.</param>
/// <param name="MedianSeconds">Median latency of these runs.</param>
/// <param name="PromisedSeconds">The latency that the promised share of these runs kept.</param>
/// <param name="Plan">The resources in force for each stage; empty until a study has found them.</param>
/// <param name="Because">Why that plan, or why another is sought.</param>
/// <param name="Mode">Its own mode; none where it is that of the nodes.</param>
internal record WorkflowAnswer(
    string Name,
    IReadOnlyList<string> Functions,
    double QosSeconds,
    double Percentile,
    string State,
    long Runs,
    long Missed,
    double? MedianSeconds,
    double? PromisedSeconds,
    IReadOnlyList<StageResourcesAnswer> Plan,
    string? Because,
    string? Mode)
{
    /// <summary>Further runs, which failed on the platform and have no latency to be judged by.</summary>
    public long LetDown { get; init; }

    public static WorkflowAnswer Of(Workflow workflow, WorkflowProtocol.WorkflowStatus status) => Unknown(workflow) with
    {
        State = status.State,
        Runs = status.Runs,
        Missed = status.Missed,
        LetDown = status.LetDown,
        MedianSeconds = status.MedianLatency?.TotalSeconds,
        PromisedSeconds = status.PromisedLatency?.TotalSeconds,
        Plan = StageResourcesAnswer.Of(workflow, status.Plan),
        Because = status.Because
    };

    /// <summary>What is known of a workflow from the catalog alone.</summary>
    public static WorkflowAnswer Unknown(Workflow workflow) => new(
        workflow.Id.Value, [.. workflow.Functions.Select(function => function.Value)],
        workflow.Qos.Latency.TotalSeconds,
        workflow.Qos.Percentile, "unknown", Runs: 0, Missed: 0, MedianSeconds: null, PromisedSeconds: null, Plan: [],
        Because: null, Mode: workflow.Mode is { } mode ? OperatingModes.NameOf(mode) : null);
}

/// <summary>A workflow with its newest study; none where it was not studied since the optimizer started.</summary>
internal sealed record StudiedWorkflowAnswer : WorkflowAnswer
{
    public StudiedWorkflowAnswer(WorkflowAnswer workflow) : base(workflow)
    {
    }

    [JsonPropertyOrder(1)]
    public StudyAnswer? Study { get; init; }
}

/// <summary>CPU and memory of one stage.</summary>
internal sealed record StageResourcesAnswer(string Stage, double Cores, int MemoryMb)
{
    public static IReadOnlyList<StageResourcesAnswer> Of(Workflow workflow, ResourcePlan? plan) => plan is null
        ? []
        :
        [
            .. workflow.Stages.Zip(plan.Stages, (stage, resources) => new StageResourcesAnswer(
                stage.Name.Value, resources.Cpu.Cores, resources.Memory.Megabytes))
        ];
}

/// <summary>A study, trial by trial.</summary>
/// <param name="Generation">Which study of the workflow it is, counted from 1.</param>
/// <param name="State">
/// <c>preparing</c>, <c>running</c>, <c>settling</c>, <c>settled</c> or <c>stopped</c>.
/// </param>
/// <param name="Designer">Who suggests its plans; empty before it has begun.</param>
/// <param name="Seed">The seed of its draws; 0 before it has begun.</param>
/// <param name="Spent">What its trials cost so far, in the unit of the configured prices.</param>
/// <param name="Spend">What they may cost together; <see langword="null"/> without such a budget.</param>
/// <param name="Earlier">Trials of an earlier study that it started from.</param>
/// <param name="Because">Why its plan is the answer, or why it tries nothing more.</param>
/// <param name="Trials">What was tried, in order.</param>
internal sealed record StudyAnswer(
    int Generation, string State, string Designer, ulong Seed, double Spent, double? Spend, int Earlier,
    string? Because, IReadOnlyList<TrialAnswer> Trials)
{
    public static StudyAnswer Of(OptimizerProtocol.StudyDetails details, Workflow workflow) => new(
        details.Status.Study.Generation, details.Status.State, details.Status.Designer,
        details.Status.Seed, details.Status.Spent.Amount, details.Status.Spend?.Amount, details.Status.Earlier,
        details.Status.Because,
        [.. details.Trials.Select(trial => TrialAnswer.Of(trial, workflow))]);
}

/// <summary>What came of one plan.</summary>
/// <param name="Number">Counted from 0, the plan that was in force.</param>
/// <param name="State"><c>pending</c>, <c>measured</c> or <c>failed</c>.</param>
/// <param name="Plan">The resources of each stage.</param>
/// <param name="MeanCost">Of one run, in the unit of the configured prices.</param>
/// <param name="MeanSeconds">Of one run, end to end.</param>
/// <param name="WorstSeconds">Of one run, end to end.</param>
/// <param name="Reason">Why it failed.</param>
internal sealed record TrialAnswer(
    int Number, string State, IReadOnlyList<StageResourcesAnswer> Plan, double? MeanCost, double? MeanSeconds,
    double? WorstSeconds, string? Reason)
{
    public static TrialAnswer Of(OptimizerProtocol.TrialStatus trial, Workflow workflow) => new(
        trial.Number, trial.State, StageResourcesAnswer.Of(workflow, trial.Plan), trial.MeanCost?.Amount,
        trial.MeanLatency?.TotalSeconds, trial.WorstLatency?.TotalSeconds, trial.Reason);
}
