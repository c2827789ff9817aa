using System.Collections.Immutable;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning;

/// <summary>
/// Where a workflow's life stands.
/// <code>
/// Unmanaged ──managed──▶ Profiling ──study requested──▶ Tuning ──plan adopted──▶ Serving
///                            ▲                                                    │  ▲
///                            └── definition changed                 drift detected ▼  │ plan adopted
///                                                                            Drifting
/// </code>
/// Every managed state can be retired, and begins with Profiling when it is managed again.
/// </summary>
public abstract record TuningState
{
    private TuningState()
    {
    }

    public sealed record Unmanaged : TuningState;

    /// <summary>Its studies are numbered on when it is managed again: no two ever share a journal.</summary>
    public sealed record Retired(int Generation) : TuningState;

    /// <summary>A workflow that is looked after.</summary>
    /// <param name="Workflow">Its definition.</param>
    /// <param name="Generation">The number of its newest study; 0 before the first.</param>
    /// <param name="Telemetry">What was seen of it.</param>
    public abstract record Managed(Workflow Workflow, int Generation, WorkflowTelemetry Telemetry) : TuningState
    {
        public StudyId Study => new(Workflow.Id, Generation);
    }

    /// <summary>Its runs are watched before anything is tried.</summary>
    public sealed record Profiling(Workflow Workflow, int Generation, WorkflowTelemetry Telemetry)
        : Managed(Workflow, Generation, Telemetry);

    /// <summary>Its first study is under way.</summary>
    public sealed record Tuning(Workflow Workflow, int Generation, WorkflowTelemetry Telemetry, ulong Seed)
        : Managed(Workflow, Generation, Telemetry);

    /// <summary>A plan is in force and the promise is watched.</summary>
    /// <param name="Workflow">As in <see cref="Managed"/>.</param>
    /// <param name="Generation">The study the plan came from.</param>
    /// <param name="Telemetry">As in <see cref="Managed"/>.</param>
    /// <param name="Plan">The plan.</param>
    /// <param name="Because">Why this one.</param>
    /// <param name="Unacknowledged">Changes of the plan that the gateway has not written down yet.</param>
    /// <param name="Drift">Evidence that the promise is no longer kept.</param>
    /// <param name="WindowsServed">Windows since the plan was adopted or the actor restarted.</param>
    public sealed record Serving(
        Workflow Workflow,
        int Generation,
        WorkflowTelemetry Telemetry,
        ResourcePlan Plan,
        string Because,
        ImmutableHashSet<ChangeId> Unacknowledged,
        DriftTest Drift,
        int WindowsServed) : Managed(Workflow, Generation, Telemetry);

    /// <summary>The promise is no longer kept; the plan stays in force until another study has answered.</summary>
    /// <param name="Workflow">As in <see cref="Managed"/>.</param>
    /// <param name="Generation">The study under way.</param>
    /// <param name="Telemetry">As in <see cref="Managed"/>.</param>
    /// <param name="Plan">The plan in force.</param>
    /// <param name="Because">What speaks for a drift.</param>
    /// <param name="Seed">The seed of the study under way.</param>
    public sealed record Drifting(
        Workflow Workflow, int Generation, WorkflowTelemetry Telemetry, ResourcePlan Plan, string Because, ulong Seed)
        : Managed(Workflow, Generation, Telemetry);

    /// <exception cref="InvalidOperationException">The fact cannot follow this state.</exception>
    public TuningState Apply(TuningEvent fact) => (this, fact) switch
    {
        (_, TuningEvent.WorkflowManaged managed) =>
            new Profiling(managed.Workflow, LastGeneration, WorkflowTelemetry.Empty),
        (Managed, TuningEvent.WorkflowRetired) => new Retired(LastGeneration),
        (Managed managed, TuningEvent.ActivationsRecorded or TuningEvent.WindowPassed) =>
            Observe(managed, fact),

        (Profiling state, TuningEvent.StudyRequested requested) =>
            new Tuning(state.Workflow, requested.Generation, state.Telemetry, requested.Seed),
        (Tuning or Drifting, TuningEvent.PlanAdopted adopted) => Adopt((Managed)this, adopted),
        (Serving state, TuningEvent.ChangeAcknowledged acknowledged) =>
            state with { Unacknowledged = state.Unacknowledged.Remove(acknowledged.Change) },
        (Serving state, TuningEvent.DriftDetected drift) =>
            new Drifting(
                state.Workflow, drift.Generation, state.Telemetry, state.Plan, drift.Because, drift.Seed),
        _ => throw new InvalidOperationException($"{fact.GetType().Name} cannot follow {GetType().Name}.")
    };

    private int LastGeneration => this switch
    {
        Managed managed => managed.Generation,
        Retired retired => retired.Generation,
        _ => 0
    };

    private static Serving Adopt(Managed state, TuningEvent.PlanAdopted adopted)
    {
        var study = state.Study with { Generation = adopted.Generation };
        return new Serving(
            state.Workflow, adopted.Generation, state.Telemetry.Anew(), adopted.Plan, adopted.Because,
            [.. PlanChange.Of(study, state.Workflow, adopted.Plan).Select(change => change.Id)], default, 0);
    }

    private static Managed Observe(Managed state, TuningEvent fact) => (state, fact) switch
    {
        (Serving serving, TuningEvent.ActivationsRecorded seen) => serving with
        {
            Telemetry = serving.Telemetry.With(seen.Stages).With(seen.Runs, serving.Workflow.Qos),
            Drift = seen.Runs.Aggregate(
                serving.Drift,
                (drift, run) => drift.With(
                    serving.Workflow.Qos, WorkflowTelemetry.IsMiss(run, serving.Workflow.Qos)))
        },
        (Serving serving, TuningEvent.WindowPassed { Window: var window }) => serving with
        {
            Telemetry = serving.Telemetry.Close(window),
            WindowsServed = serving.WindowsServed + 1
        },
        (_, TuningEvent.ActivationsRecorded seen) =>
            state with { Telemetry = state.Telemetry.With(seen.Stages).With(seen.Runs, state.Workflow.Qos) },
        (_, TuningEvent.WindowPassed { Window: var window }) =>
            state with { Telemetry = state.Telemetry.Close(window) },
        _ => throw new InvalidOperationException($"{fact.GetType().Name} is no telemetry.")
    };
}
