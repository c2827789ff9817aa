using System.Text.Json.Serialization;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Tuning.Drifts;
using AquaTope.Models.Tuning.Grounds;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning;

/// <summary>What a workflow is told.</summary>
public abstract record TuningCommand
{
    private TuningCommand()
    {
    }

    /// <summary>
    /// Look after this workflow. Said again, it changes nothing; a changed definition begins with another study, which
    /// is told of the one before. What is older than what is known, by the catalog's versions, changes nothing.
    /// </summary>
    public sealed record Manage(Workflow Workflow, long? Version = null) : TuningCommand;

    /// <summary>Some of its functions ran, and sequences or compositions that may be runs of the workflow.</summary>
    public sealed record RecordActivations(IReadOnlyList<Invocation> Stages, IReadOnlyList<CompositionRun> Runs)
        : TuningCommand;

    /// <summary>The windows up to this one are over.</summary>
    public sealed record CloseWindow(WindowIndex Window) : TuningCommand;

    /// <summary>
    /// A study answered; <paramref name="Present"/> was in force when it began, <see langword="null"/>
    /// where that is not known any more.
    /// </summary>
    public sealed record SettleStudy(StudyId Study, ResourcePlan Plan, string Because, ResourcePlan? Present = null)
        : TuningCommand;

    /// <summary>The gateway wrote a change down.</summary>
    public sealed record AcknowledgeChange(ChangeId Change) : TuningCommand;

    /// <summary>
    /// Functions of the workflow have these limits, whatever its plan says: an operator went back to them or gave
    /// them by hand. Said again, it changes nothing, also where the plan has changed since; so does what is of a
    /// lower order than what was accepted.
    /// </summary>
    public sealed record AcceptLimits(
        IReadOnlyList<FunctionLimits> Limits, string Because, bool Rejects, long? Order = null) : TuningCommand;

    /// <summary>Look after the workflow no longer, as of a version of the catalog.</summary>
    public sealed record Retire(long? Version = null) : TuningCommand;
}

/// <summary>What happened to a workflow. The last three are telemetry and not journaled.</summary>
public abstract record TuningEvent
{
    private TuningEvent()
    {
    }

    /// <summary>The workflow is looked after in this shape, as of a version of the catalog.</summary>
    public sealed record WorkflowManaged(Workflow Workflow, long? Version = null) : TuningEvent;

    /// <summary>The first study of a definition is to begin.</summary>
    public sealed record StudyRequested(int Generation, ulong Seed, string Because) : TuningEvent
    {
        /// <summary>
        /// What it was decided from; <see langword="null"/> where that was not kept, like the next ones.
        /// </summary>
        public StudyGrounds? Grounds { get; init; }
    }

    public sealed record PlanAdopted(int Generation, ResourcePlan Plan, string Because) : TuningEvent
    {
        /// <summary>
        /// The plan that was in force before; <see langword="null"/> where it is not known, or the same.
        /// </summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public ResourcePlan? Before { get; init; }
    }

    /// <summary>The plan goes out on trial, to be judged against what was seen under the one before.</summary>
    public sealed record CanaryStarted(
        int Generation, ResourcePlan Plan, string Because, ResourcePlan Before, PlanFigures Baseline) : TuningEvent;

    /// <summary>The plan on trial stays.</summary>
    public sealed record CanaryKept(PlanFigures Seen, string Because) : TuningEvent
    {
        /// <summary>What it was decided from.</summary>
        public CanaryGrounds? Grounds { get; init; }
    }

    /// <summary>The plan on trial is replaced by the one before, and not to be suggested again.</summary>
    public sealed record CanaryTakenBack(PlanFigures Seen, string Because) : TuningEvent
    {
        /// <summary>What it was decided from.</summary>
        public CanaryGrounds? Grounds { get; init; }
    }

    /// <summary>
    /// What the stages' warm runs take under the plan in force: known also after a restart, so that a change
    /// is seen that happens in between.
    /// </summary>
    public sealed record ReferencesLearned(IReadOnlyList<StageReference> Stages) : TuningEvent;

    public sealed record ChangeAcknowledged(ChangeId Change) : TuningEvent;

    /// <summary>
    /// The promise is no longer kept, or stages take another time than they did; study <paramref name="Generation"/> is
    /// to find the plan for that.
    /// </summary>
    public sealed record DriftDetected(
        WindowIndex Window, int Generation, ulong Seed, string Because, IReadOnlyList<StageChange> Changed)
        : TuningEvent
    {
        /// <summary>What it was decided from.</summary>
        public DriftGrounds? Grounds { get; init; }

        /// <summary>
        /// The plan that is in force until the study has answered, as the one that was breaks the promise;
        /// <see langword="null"/> where that one stays.
        /// </summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public ResourcePlan? Fallback { get; init; }

        public bool Equals(DriftDetected? other) =>
            other is not null && (Window, Generation, Seed, Because)
            == (other.Window, other.Generation, other.Seed, other.Because) && Changed.SequenceEqual(other.Changed)
            && Fallback == other.Fallback;

        public override int GetHashCode() => HashCode.Combine(Window, Generation, Seed, Because);
    }

    /// <summary>The workflow has another mode of its own, or none.</summary>
    public sealed record ModeSet(OperatingMode? Mode, long? Version = null) : TuningEvent;

    /// <summary>Somebody else put this plan in force, in place of the one that was.</summary>
    /// <param name="Plan">The plan.</param>
    /// <param name="Because">Who and why.</param>
    /// <param name="Rejects">Whether the plan that is replaced is not to be suggested again.</param>
    /// <param name="Order">Its place among all that was imposed.</param>
    public sealed record PlanImposed(
        ResourcePlan Plan, string Because, bool Rejects,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        long? Order = null) : TuningEvent;

    /// <summary>The workflow is looked after no more, as of a version of the catalog.</summary>
    public sealed record WorkflowRetired(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        long? Version = null) : TuningEvent;

    /// <summary>
    /// These stages ran as part of something, these were runs of the workflow, and these the platform failed.
    /// </summary>
    public sealed record ActivationsRecorded(
        IReadOnlyList<Invocation> Stages, IReadOnlyList<CompositionRun> Runs, IReadOnlyList<CompositionRun> LetDown)
        : TuningEvent;

    /// <summary>The runs of a plan on trial were judged.</summary>
    public sealed record CanaryJudged(CanaryTest Test) : TuningEvent;

    public sealed record WindowPassed(WindowIndex Window) : TuningEvent;
}

/// <summary>What a workflow wants done.</summary>
public abstract record TuningEffect
{
    private TuningEffect()
    {
    }

    /// <summary>Start the study, or have its answer told again, as <see cref="TuningCommand.SettleStudy"/>.</summary>
    public sealed record StartStudy(StudyId Study, Workflow Workflow, ulong Seed, EarlierStudy? Earlier = null)
        : TuningEffect;

    public sealed record StopStudy(StudyId Study, string Reason) : TuningEffect;

    /// <summary>
    /// Give a function the limits of the adopted plan. A function that other workflows use too gets
    /// the limits that were wished last.
    /// </summary>
    public sealed record SubmitLimits(
        ChangeId Change, FunctionId Function, ResourceConfiguration Resources, WishOrder? Order = null)
        : TuningEffect;
}
