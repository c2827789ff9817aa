using AquaTope.Actors.Sharding;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Actors.Optimization;

/// <summary>What the optimizer understands and answers.</summary>
public static class OptimizerProtocol
{
    public interface IOptimizerMessage : IWireMessage;

    /// <summary>
    /// Run the study, or tell its answer again. The answer goes to the workflow, as
    /// <see cref="Workflows.WorkflowProtocol.SettleStudy"/>; a study that could not begin is begun by the next request.
    /// </summary>
    /// <param name="Study">Which study it is.</param>
    /// <param name="Workflow">The workflow as it is now.</param>
    /// <param name="Seed">The seed of its draws.</param>
    /// <param name="Earlier">
    /// The study whose trials it may start from; <see langword="null"/> for a workflow's first.
    /// </param>
    public sealed record StartStudy(StudyId Study, Workflow Workflow, ulong Seed, EarlierStudy? Earlier = null)
        : IOptimizerMessage;

    /// <summary>Nobody waits for the study any more.</summary>
    public sealed record StopStudy(StudyId Study, string Reason) : IOptimizerMessage;

    /// <summary>Answered by <see cref="Studies"/>.</summary>
    public sealed record GetStudies : IOptimizerMessage;

    /// <summary>The newest study of every workflow that was studied since the optimizer started, by workflow.</summary>
    public sealed record Studies(IReadOnlyList<StudyStatus> Statuses) : IOptimizerMessage;

    /// <summary>
    /// A workflow's newest study, trial by trial. Answered by <see cref="StudyDetails"/> or <see cref="UnknownStudy"/>.
    /// </summary>
    public sealed record GetStudy(WorkflowId Workflow) : IOptimizerMessage;

    public sealed record StudyDetails(StudyStatus Status, IReadOnlyList<TrialStatus> Trials) : IOptimizerMessage;

    public sealed record UnknownStudy(WorkflowId Workflow) : IOptimizerMessage;

    /// <summary>How far a study is.</summary>
    /// <param name="Study">Which study it is.</param>
    /// <param name="State">
    /// <c>preparing</c>, <c>running</c>, <c>settling</c>, <c>settled</c> or <c>stopped</c>.
    /// </param>
    /// <param name="Designer">Who suggests its plans; empty before it has begun.</param>
    /// <param name="Seed">The seed of its draws; 0 before it has begun.</param>
    /// <param name="Trials">Plans suggested.</param>
    /// <param name="Measured">Of these, the ones that ran.</param>
    /// <param name="Failed">Of these, the ones under which a stage cannot run.</param>
    /// <param name="Earlier">Trials of an earlier study that it was told.</param>
    /// <param name="Spent">What its trials cost so far, see <see cref="StudyBudget"/>.</param>
    /// <param name="Spend">What they may cost together; <see langword="null"/> without such a budget.</param>
    /// <param name="Plan">The answer, once there is one.</param>
    /// <param name="Because">Why it is the answer, or why the study was stopped.</param>
    public sealed record StudyStatus(
        StudyId Study, string State, string Designer, ulong Seed, int Trials, int Measured, int Failed,
        int Earlier, Cost Spent, Cost? Spend, ResourcePlan? Plan, string? Because);

    /// <summary>What came of one plan.</summary>
    /// <param name="Number">Counted from 0, the plan that was in force.</param>
    /// <param name="Plan">The plan.</param>
    /// <param name="State"><c>pending</c>, <c>measured</c> or <c>failed</c>.</param>
    /// <param name="MeanCost">Of one run of the workflow.</param>
    /// <param name="MeanLatency">End to end.</param>
    /// <param name="WorstLatency">End to end.</param>
    /// <param name="Reason">Why it failed.</param>
    public sealed record TrialStatus(
        int Number, ResourcePlan Plan, string State, Cost? MeanCost, TimeSpan? MeanLatency, TimeSpan? WorstLatency,
        string? Reason);

    /// <summary>
    /// A study wants to fit its models. Answered by <see cref="PermitGranted"/>, when a permit is free. Local.
    /// </summary>
    internal sealed record RequestPermit;

    /// <summary>
    /// Fit now, then <see cref="ReturnPermit"/>. The permit of a study that stops is taken back. Local.
    /// </summary>
    internal sealed record PermitGranted;

    internal sealed record ReturnPermit;

    /// <summary>A study moved on. Local.</summary>
    internal sealed record StudyMoved(StudyStatus Status);
}
