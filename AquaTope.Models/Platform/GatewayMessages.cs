using System.Text.Json.Serialization;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Platform;

/// <summary>What the gateway is asked or told.</summary>
public abstract record GatewayCommand
{
    private GatewayCommand()
    {
    }

    public sealed record Submit(ChangeId Id, PlatformWish Wish, DateTimeOffset Now) : GatewayCommand;

    /// <summary>The platform said what it can do.</summary>
    public sealed record Describe(PlatformDescription Platform, DateTimeOffset Now) : GatewayCommand;

    /// <summary>The platform said what kind a function is and which limits it has.</summary>
    public sealed record Identify(
        FunctionId Function, RuntimeKind Kind, ResourceConfiguration Resources, DateTimeOffset Now)
        : GatewayCommand;

    /// <summary>A call ended.</summary>
    public sealed record Conclude(
        LaneKey Lane, ChangeId Id, PlatformChange Change, PlatformOutcome Outcome, DateTimeOffset Now)
        : GatewayCommand;

    /// <summary>These are the workflows there are.</summary>
    public sealed record LearnCatalog(IReadOnlyList<Workflow> Workflows, DateTimeOffset Now) : GatewayCommand;

    /// <summary>Go back to an earlier configuration; an order that leads nowhere changes nothing.</summary>
    public sealed record RollBack(RollbackOrder Order, DateTimeOffset Now) : GatewayCommand;

    /// <summary>
    /// A workflow knows of limits that it was told of; <paramref name="Imposed"/> is the place of the newest imposition
    /// that is its plan, where it said so.
    /// </summary>
    public sealed record Note(string Cause, WorkflowId Workflow, DateTimeOffset Now, long? Imposed = null)
        : GatewayCommand;

    /// <summary>Tell again whoever has not answered, and see whether trials in place are still under way.</summary>
    public sealed record Remind(DateTimeOffset Now) : GatewayCommand;

    /// <summary>
    /// A study asks for a trial on these functions themselves, or goes on with one that runs
    /// already; asked by the study's clock.
    /// </summary>
    public sealed record Try(
        WorkflowId Workflow, IReadOnlyList<FunctionId> Functions, bool IsRunning, DateTimeOffset? Asked,
        DateTimeOffset Now) : GatewayCommand;

    /// <summary>
    /// A trial in place is over since <paramref name="At"/>, by the study's clock; it may have left its limits behind.
    /// </summary>
    public sealed record EndTrial(WorkflowId Workflow, bool LeavesLimits, DateTimeOffset At, DateTimeOffset Now)
        : GatewayCommand;

    /// <summary>Look at what the platform has.</summary>
    public sealed record Inspect : GatewayCommand;

    /// <summary>This is what the platform has; the look at it began at <paramref name="Began"/>.</summary>
    public sealed record Compare(IReadOnlyList<Inspection> Seen, DateTimeOffset Began, DateTimeOffset Now)
        : GatewayCommand
    {
        /// <summary>The stem cells that invokers keep; <see langword="null"/> where nobody looked.</summary>
        public StemCellLookup? StemCells { get; init; }
    }

    /// <summary>Change nothing from now on.</summary>
    public sealed record Halt(string Why, string By, DateTimeOffset Now) : GatewayCommand;

    /// <summary>Go on with the newest wishes.</summary>
    public sealed record Resume(string Why, string By, DateTimeOffset Now) : GatewayCommand;

    /// <summary>An instant asked for by <see cref="GatewayEffect.WakeAt"/> has come.</summary>
    public sealed record Wake(DateTimeOffset Now) : GatewayCommand;
}

/// <summary>
/// What happened at the gateway. The last seven are not journaled, except the start of a call of stem cells: they
/// concern calls of this process only.
/// </summary>
public abstract record GatewayEvent
{
    private GatewayEvent()
    {
    }

    public sealed record PrewarmWished(
        ChangeId Id, FunctionId Function, int Containers, int Together,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        WishOrder? Order = null)
        : GatewayEvent;

    public sealed record LimitsWished(
        ChangeId Id, FunctionId Function, ResourceConfiguration Resources,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        WishOrder? Order = null) : GatewayEvent;

    public sealed record FunctionIdentified(FunctionId Function, RuntimeKind Kind, ResourceConfiguration Resources)
        : GatewayEvent;

    public sealed record ChangeApplied(
        ChangeId Id, PlatformChange Change, bool Changed, DateTimeOffset At) : GatewayEvent;

    public sealed record ChangeAbandoned(ChangeId Id, LaneKey Lane, string Reason) : GatewayEvent;

    /// <summary>A wish for limits that the guards do not grant in full.</summary>
    public sealed record LimitsCut(
        ChangeId Id, FunctionId Function, ResourceConfiguration Wished, ResourceConfiguration Granted, string Because)
        : GatewayEvent;

    /// <summary>A wish for ready containers that the guards do not grant in full.</summary>
    public sealed record PrewarmCut(ChangeId Id, FunctionId Function, int Wished, int Granted, string Because)
        : GatewayEvent;

    /// <summary>Functions are to have an earlier configuration again.</summary>
    /// <param name="Cause">What the changes are part of.</param>
    /// <param name="Subject">The workflow or function that was named.</param>
    /// <param name="To">The cause of the configuration that is gone back to.</param>
    /// <param name="Limits">What each function is to have.</param>
    /// <param name="Tell">The workflows whose plans are replaced by it.</param>
    /// <param name="By">Who ordered it.</param>
    /// <param name="Why">What for.</param>
    /// <param name="At">When.</param>
    public sealed record LimitsRolledBack(
        string Cause, string Subject, string To, IReadOnlyList<FunctionLimits> Limits, IReadOnlyList<WorkflowId> Tell,
        string By, string Why, DateTimeOffset At) : GatewayEvent;

    /// <summary>A workflow knows of limits that replace its plan's.</summary>
    /// <param name="Cause">What gave them.</param>
    /// <param name="Workflow">The workflow.</param>
    /// <param name="Imposed">The place of the newest imposition that is its plan, where it said so.</param>
    public sealed record ImpositionNoted(
        string Cause, WorkflowId Workflow,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        long? Imposed = null) : GatewayEvent;

    /// <summary>A function has other limits than it was given.</summary>
    /// <param name="Cause">What the limits that were found are said to come from.</param>
    /// <param name="Function">The function.</param>
    /// <param name="Expected">What it was given.</param>
    /// <param name="Observed">What it has.</param>
    /// <param name="Handling">What becomes of it.</param>
    /// <param name="Tell">The workflows whose plans are replaced by it.</param>
    /// <param name="At">When it was found.</param>
    public sealed record DriftFound(
        string Cause, FunctionId Function, ResourceConfiguration Expected, ResourceConfiguration Observed,
        DriftHandling Handling, IReadOnlyList<WorkflowId> Tell, DateTimeOffset At) : GatewayEvent;

    /// <summary>The function has what it was given again.</summary>
    public sealed record DriftEnded(FunctionId Function, DateTimeOffset At) : GatewayEvent;

    /// <summary>The platform has no such function any more; its lanes wait until it is there again.</summary>
    public sealed record FunctionMissed(FunctionId Function, DateTimeOffset At) : GatewayEvent;

    /// <summary>
    /// An invoker keeps more or fewer stem cells of a pair than it was told, for several looks in a row.
    /// </summary>
    /// <param name="Cause">What is done about it is part of.</param>
    /// <param name="Place">The invoker and the pair.</param>
    /// <param name="Told">How many it was told to keep.</param>
    /// <param name="Ready">How many it keeps, by the look of these that was nearest to what was told.</param>
    /// <param name="Handling">What becomes of it.</param>
    /// <param name="Persists">Whether that was put back before, and shows again.</param>
    /// <param name="At">When it was found.</param>
    public sealed record StemCellsDrifted(
        string Cause, StemCellPlace Place, int Told, int Ready, DriftHandling Handling, bool Persists,
        DateTimeOffset At)
        : GatewayEvent;

    /// <summary>The invoker keeps as many stem cells of the pair as it was told again, or is no longer there.</summary>
    public sealed record StemCellsDriftEnded(StemCellPlace Place, DateTimeOffset At) : GatewayEvent;

    /// <summary>A trial runs on these functions themselves: until it is over they have its limits.</summary>
    public sealed record TrialBegan(
        WorkflowId Workflow, IReadOnlyList<FunctionId> Functions,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        DateTimeOffset? Asked, DateTimeOffset At) : GatewayEvent;

    /// <summary>
    /// The trial in place runs no more. Its functions have the limits before it again, or else are to be given them.
    /// </summary>
    public sealed record TrialEnded(WorkflowId Workflow, bool PutBack, DateTimeOffset At) : GatewayEvent;

    /// <summary>No call starts any more.</summary>
    public sealed record ChangesHalted(string Why, string By, DateTimeOffset At) : GatewayEvent;

    /// <summary>Calls start again.</summary>
    public sealed record ChangesResumed(string Why, string By, DateTimeOffset At) : GatewayEvent;

    public sealed record PlatformDescribed(PlatformDescription Platform) : GatewayEvent;

    public sealed record CatalogLearned(IReadOnlyList<Workflow> Workflows) : GatewayEvent;

    /// <summary>A look at the invokers; one that says nothing begins the count of looks anew.</summary>
    public sealed record StemCellsSeen(IReadOnlyList<StemCellLevel> Levels) : GatewayEvent;

    /// <summary>
    /// A call is made once this is known. What became of limits can be looked up, and warming is repeated; what the
    /// platform was told of stem cells cannot, and a needless post of them drops those that are ready. So that a later
    /// life of the gateway knows whether one was under way, theirs is journaled.
    /// </summary>
    public sealed record CallStarted(LaneKey Lane, ChangeId Id, DateTimeOffset At) : GatewayEvent;

    public sealed record CallUnanswered(
        LaneKey Lane, string Reason, DateTimeOffset RetryAt, Circuit Circuit) : GatewayEvent;

    public sealed record RetryDue(LaneKey Lane) : GatewayEvent;

    /// <summary>A trial in place goes on, or may: the gateway has just come back.</summary>
    public sealed record TrialHeard(WorkflowId Workflow, DateTimeOffset? Asked, DateTimeOffset At) : GatewayEvent;
}

/// <summary>What the gateway wants done.</summary>
public abstract record GatewayEffect
{
    private GatewayEffect()
    {
    }

    /// <summary>Ask the platform what it can do.</summary>
    public sealed record AskCapabilities : GatewayEffect;

    /// <summary>Ask the catalog which workflows there are.</summary>
    public sealed record AskCatalog : GatewayEffect;

    /// <summary>Look at what these functions have, and tell it all at once.</summary>
    public sealed record LookAt(IReadOnlyList<FunctionId> Functions) : GatewayEffect
    {
        /// <summary>
        /// The stem cells to look for as well; <see langword="null"/> where the platform was told of none.
        /// </summary>
        public IReadOnlyList<StemCellTarget>? StemCells { get; init; }
    }

    /// <summary>Tell a workflow of limits that replace its plan's, until it has answered.</summary>
    public sealed record TellWorkflow(WorkflowId Workflow, Imposition Imposition) : GatewayEffect;

    /// <summary>Ask the platform for a function's kind and limits.</summary>
    public sealed record LookUp(FunctionId Function) : GatewayEffect;

    /// <summary>Apply the change and tell the outcome.</summary>
    public sealed record Call(LaneKey Lane, ChangeId Id, PlatformChange Change) : GatewayEffect;

    /// <summary>Come back at the instant.</summary>
    public sealed record WakeAt(DateTimeOffset Instant) : GatewayEffect;
}
