using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Platform.Trials;

/// <summary>Where a trial runs.</summary>
public enum TrialPlacement
{
    /// <summary>On copies of the functions in a package of their own, which is removed afterwards.</summary>
    ShadowCopies = 0,

    /// <summary>On the functions themselves, one trial at a time; their limits are put back afterwards.</summary>
    InPlace = 1
}

/// <summary>Run this workflow so many times under this plan.</summary>
public sealed record TrialOrder(
    TrialId Id, Workflow Workflow, ResourcePlan Plan, int Repetitions, TrialPlacement Placement)
{
    /// <summary>
    /// The plan to leave in force after a trial in place. Without one it is what the functions have when the trial
    /// begins, which after an interruption may be another trial's limits: the gateway puts those back before it grants
    /// a trial, and whoever measures without one names the plan.
    /// </summary>
    public ResourcePlan? Former { get; init; }
}

/// <summary>One run of a workflow: what each stage took, in the order of the workflow's stages.</summary>
/// <param name="Stages">Execution time per stage; cold starts are not part of it.</param>
/// <param name="EndToEnd">The whole run as its caller saw it, cold starts excluded.</param>
public sealed record WorkflowRun(IReadOnlyList<TimeSpan> Stages, TimeSpan EndToEnd);

/// <summary>What came of a trial.</summary>
public abstract record TrialOutcome
{
    private TrialOutcome()
    {
    }

    /// <summary>Whether functions that the trial ran on itself may be left with its limits.</summary>
    public bool LeavesLimits { get; init; }

    /// <summary>Every repetition ended well.</summary>
    public sealed record Measured(IReadOnlyList<WorkflowRun> Runs) : TrialOutcome;

    /// <summary>
    /// A stage failed under this plan: out of memory, out of time, or an error of its own. Evidence, not noise.
    /// </summary>
    public sealed record Failed(StageName Stage, string Reason) : TrialOutcome;

    /// <summary>The platform did not let the trial run; nothing was learned about the plan.</summary>
    public sealed record NotRun(string Reason) : TrialOutcome;
}
