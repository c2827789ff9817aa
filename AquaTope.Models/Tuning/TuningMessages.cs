using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning;

/// <summary>What a workflow is told.</summary>
public abstract record TuningCommand
{
    private TuningCommand()
    {
    }

    /// <summary>Look after this workflow. Said again, it changes nothing; a changed definition begins anew.</summary>
    public sealed record Manage(Workflow Workflow) : TuningCommand;

    /// <summary>Some of its functions ran, and sequences or compositions that may be runs of the workflow.</summary>
    public sealed record RecordActivations(IReadOnlyList<Invocation> Stages, IReadOnlyList<CompositionRun> Runs)
        : TuningCommand;

    /// <summary>The windows up to this one are over.</summary>
    public sealed record CloseWindow(WindowIndex Window) : TuningCommand;

    /// <summary>A study answered.</summary>
    public sealed record SettleStudy(StudyId Study, ResourcePlan Plan, string Because) : TuningCommand;

    /// <summary>The gateway wrote a change down.</summary>
    public sealed record AcknowledgeChange(ChangeId Change) : TuningCommand;

    /// <summary>Look after the workflow no longer.</summary>
    public sealed record Retire : TuningCommand;
}

/// <summary>What happened to a workflow. The last two are telemetry and not journaled.</summary>
public abstract record TuningEvent
{
    private TuningEvent()
    {
    }

    public sealed record WorkflowManaged(Workflow Workflow) : TuningEvent;

    /// <summary>The first study of a definition is to begin.</summary>
    public sealed record StudyRequested(int Generation, ulong Seed, string Because) : TuningEvent;

    public sealed record PlanAdopted(int Generation, ResourcePlan Plan, string Because) : TuningEvent;

    public sealed record ChangeAcknowledged(ChangeId Change) : TuningEvent;

    /// <summary>
    /// The promise is no longer kept; study <paramref name="Generation"/> is to find a plan that does.
    /// </summary>
    public sealed record DriftDetected(WindowIndex Window, int Generation, ulong Seed, string Because) : TuningEvent;

    public sealed record WorkflowRetired : TuningEvent;

    /// <summary>These stages ran as part of something, and these were runs of the workflow.</summary>
    public sealed record ActivationsRecorded(IReadOnlyList<Invocation> Stages, IReadOnlyList<CompositionRun> Runs)
        : TuningEvent;

    public sealed record WindowPassed(WindowIndex Window) : TuningEvent;
}

/// <summary>What a workflow wants done.</summary>
public abstract record TuningEffect
{
    private TuningEffect()
    {
    }

    /// <summary>Start the study, or have its answer told again, as <see cref="TuningCommand.SettleStudy"/>.</summary>
    public sealed record StartStudy(StudyId Study, Workflow Workflow, ulong Seed) : TuningEffect;

    public sealed record StopStudy(StudyId Study, string Reason) : TuningEffect;

    /// <summary>
    /// Give a function the limits of the adopted plan. A function that other workflows use too gets the limits that were
    /// wished last.
    /// </summary>
    public sealed record SubmitLimits(ChangeId Change, FunctionId Function, ResourceConfiguration Resources)
        : TuningEffect;
}
