using System.Collections.Immutable;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning;

/// <summary>
/// Where a workflow's life stands.
/// <code>
/// Unmanaged ──managed──▶ Profiling ──study requested──▶ Tuning ──plan adopted──▶ Serving ◀─┐
///                            ▲                            │                       │  ▲     │
///                            └── definition changed       │        drift detected ▼  │     │ kept, or
///                                                         │                   Drifting     │ taken back
///                                                         └──canary started──▶ Canary ─────┘
/// </code>
/// Limits that an operator went back to, or gave by hand, lead from Serving and Canary to Serving, and leave Drifting
/// as it is. From Drifting an answer leads to Serving or Canary as from Tuning. Every managed state can be retired, and
/// begins with Profiling when it is managed again.
/// </summary>
public abstract record TuningState
{
    private TuningState()
    {
    }

    /// <summary>The version of the catalog that last said what the workflow is, or that it is no more.</summary>
    public long Version { get; init; }

    /// <summary>The place of the newest plan that was imposed on the workflow, among all that was imposed.</summary>
    public long Imposed { get; init; }

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

        /// <summary>
        /// Plans that were taken back under this definition, while its stages took what they take now.
        /// </summary>
        public ImmutableList<ResourcePlan> Rejected { get; init; } = [];

        /// <summary>The plan before the one in force; <see langword="null"/> where it is not known.</summary>
        public ResourcePlan? Former { get; init; }
    }

    /// <summary>Its runs are watched before anything is tried.</summary>
    public sealed record Profiling(Workflow Workflow, int Generation, WorkflowTelemetry Telemetry)
        : Managed(Workflow, Generation, Telemetry);

    /// <summary>The first study of its definition is under way.</summary>
    public sealed record Tuning(Workflow Workflow, int Generation, WorkflowTelemetry Telemetry, ulong Seed)
        : Managed(Workflow, Generation, Telemetry);

    /// <summary>A plan is in force that a study led to.</summary>
    /// <param name="Workflow">As in <see cref="Managed"/>.</param>
    /// <param name="Generation">The newest study.</param>
    /// <param name="Telemetry">As in <see cref="Managed"/>.</param>
    /// <param name="Plan">The plan.</param>
    /// <param name="Because">Why this one.</param>
    /// <param name="Unacknowledged">Changes of the plan that the gateway has not written down yet.</param>
    /// <param name="Watches">What its functions take under the plan.</param>
    /// <param name="WindowsServed">Windows since the plan came into force or the actor restarted.</param>
    public abstract record InForce(
        Workflow Workflow,
        int Generation,
        WorkflowTelemetry Telemetry,
        ResourcePlan Plan,
        string Because,
        ImmutableList<PlanChange> Unacknowledged,
        ExecutionWatches Watches,
        int WindowsServed) : Managed(Workflow, Generation, Telemetry);

    /// <summary>The plan is kept while the promise is, and the stages take what they did.</summary>
    /// <param name="Workflow">As in <see cref="Managed"/>.</param>
    /// <param name="Generation">As in <see cref="InForce"/>, like the next six.</param>
    /// <param name="Telemetry">As in <see cref="Managed"/>.</param>
    /// <param name="Plan">The plan.</param>
    /// <param name="Because">Why this one.</param>
    /// <param name="Unacknowledged">Changes that the gateway has not written down yet.</param>
    /// <param name="Watches">What its functions take.</param>
    /// <param name="WindowsServed">Windows in force.</param>
    /// <param name="Drift">Evidence that the promise is no longer kept.</param>
    public sealed record Serving(
        Workflow Workflow,
        int Generation,
        WorkflowTelemetry Telemetry,
        ResourcePlan Plan,
        string Because,
        ImmutableList<PlanChange> Unacknowledged,
        ExecutionWatches Watches,
        int WindowsServed,
        DriftTest Drift)
        : InForce(Workflow, Generation, Telemetry, Plan, Because, Unacknowledged, Watches, WindowsServed);

    /// <summary>The plan is on trial in production.</summary>
    /// <param name="Workflow">As in <see cref="Managed"/>.</param>
    /// <param name="Generation">As in <see cref="InForce"/>, like the next six.</param>
    /// <param name="Telemetry">As in <see cref="Managed"/>.</param>
    /// <param name="Plan">The plan.</param>
    /// <param name="Because">Why this one.</param>
    /// <param name="Unacknowledged">Changes that the gateway has not written down yet.</param>
    /// <param name="Watches">What its functions take.</param>
    /// <param name="WindowsServed">Windows in force.</param>
    /// <param name="Before">The plan that was in force before, and will be again if this one is taken back.</param>
    /// <param name="Baseline">What was seen under that plan.</param>
    /// <param name="Test">How this one does in comparison.</param>
    public sealed record Canary(
        Workflow Workflow,
        int Generation,
        WorkflowTelemetry Telemetry,
        ResourcePlan Plan,
        string Because,
        ImmutableList<PlanChange> Unacknowledged,
        ExecutionWatches Watches,
        int WindowsServed,
        ResourcePlan Before,
        PlanFigures Baseline,
        CanaryTest Test)
        : InForce(Workflow, Generation, Telemetry, Plan, Because, Unacknowledged, Watches, WindowsServed);

    /// <summary>
    /// The promise is no longer kept, or stages take another time; until another study has answered the plan stays in
    /// force, or a larger one where it breaks the promise and one is known.
    /// </summary>
    /// <param name="Workflow">As in <see cref="Managed"/>.</param>
    /// <param name="Generation">The study under way.</param>
    /// <param name="Telemetry">As in <see cref="Managed"/>.</param>
    /// <param name="Plan">The plan in force.</param>
    /// <param name="Because">What speaks for a drift.</param>
    /// <param name="Seed">The seed of the study under way.</param>
    /// <param name="Changed">The functions that take another time.</param>
    public sealed record Drifting(
        Workflow Workflow,
        int Generation,
        WorkflowTelemetry Telemetry,
        ResourcePlan Plan,
        string Because,
        ulong Seed,
        IReadOnlyList<StageChange> Changed) : Managed(Workflow, Generation, Telemetry)
    {
        /// <summary>Changes to the larger plan that the gateway has not written down yet.</summary>
        public ImmutableList<PlanChange> Unacknowledged { get; init; } = [];
    }

    /// <exception cref="InvalidOperationException">The fact cannot follow this state.</exception>
    public TuningState Apply(TuningEvent fact) => After(fact) with
    {
        Version = fact switch
        {
            TuningEvent.WorkflowManaged managed => managed.Version,
            TuningEvent.WorkflowRetired retired => retired.Version,
            TuningEvent.ModeSet set => set.Version,
            _ => null
        } ?? Version,
        Imposed = (fact as TuningEvent.PlanImposed)?.Order ?? Imposed
    };

    private TuningState After(TuningEvent fact) => (this, fact) switch
    {
        (_, TuningEvent.WorkflowManaged managed) =>
            new Profiling(managed.Workflow, LastGeneration, WorkflowTelemetry.Empty),
        (_, TuningEvent.WorkflowRetired) => new Retired(LastGeneration),
        (Managed state, TuningEvent.ActivationsRecorded seen) => Observe(state, seen),
        (Managed state, TuningEvent.WindowPassed { Window: var window }) => Pass(state) with
        {
            Telemetry = state.Telemetry.Close(window)
        },

        (Profiling state, TuningEvent.StudyRequested requested) =>
            new Tuning(state.Workflow, requested.Generation, state.Telemetry, requested.Seed),
        (Tuning or Drifting, TuningEvent.PlanAdopted adopted) => Adopt((Managed)this, adopted),
        (Tuning or Drifting, TuningEvent.CanaryStarted started) => Start((Managed)this, started),
        (Canary state, TuningEvent.CanaryJudged judged) => state with { Test = judged.Test },
        (Canary state, TuningEvent.CanaryKept kept) => Keep(state, kept),
        (Canary state, TuningEvent.CanaryTakenBack back) => TakeBack(state, back),
        (InForce state, TuningEvent.ReferencesLearned learned) =>
            state with { Watches = state.Watches.With(learned.Stages) },
        (Managed state, TuningEvent.ModeSet set) => state with { Workflow = state.Workflow.With(set.Mode) },
        (InForce state, TuningEvent.PlanImposed imposed) => new Serving(
            state.Workflow, state.Generation, state.Telemetry.Anew(), imposed.Plan, imposed.Because,
            PlanChange.StillPartOf(imposed.Plan, state.Workflow, state.Unacknowledged), ExecutionWatches.None, 0,
            default)
        {
            Rejected = Rejecting(state, state.Plan, imposed)
        },
        (Drifting state, TuningEvent.PlanImposed imposed) => state with
        {
            Plan = imposed.Plan,
            Because = imposed.Because,
            Unacknowledged = PlanChange.StillPartOf(imposed.Plan, state.Workflow, state.Unacknowledged),
            Rejected = Rejecting(state, state.Plan, imposed)
        },
        (InForce state, TuningEvent.ChangeAcknowledged acknowledged) => state with
        {
            Unacknowledged = state.Unacknowledged.RemoveAll(change => change.Id == acknowledged.Change)
        },
        (Drifting state, TuningEvent.ChangeAcknowledged acknowledged) => state with
        {
            Unacknowledged = state.Unacknowledged.RemoveAll(change => change.Id == acknowledged.Change)
        },
        (Serving state, TuningEvent.DriftDetected drift) => Reopen(state, drift),
        _ => throw new InvalidOperationException($"{fact.GetType().Name} cannot follow {GetType().Name}.")
    };

    private int LastGeneration => this switch
    {
        Managed managed => managed.Generation,
        Retired retired => retired.Generation,
        _ => 0
    };

    // An operator who goes back to a plan that was rejected knows better.
    private static ImmutableList<ResourcePlan> Rejecting(
        Managed state, ResourcePlan replaced, TuningEvent.PlanImposed imposed)
    {
        var rejected = state.Rejected.Remove(imposed.Plan);
        return imposed.Rejects ? rejected.Add(replaced) : rejected;
    }

    private static Drifting Reopen(Serving state, TuningEvent.DriftDetected drift)
    {
        var study = state.Study with { Generation = drift.Generation };
        return new Drifting(
            state.Workflow, drift.Generation, drift.Fallback is null ? state.Telemetry : state.Telemetry.Anew(),
            drift.Fallback ?? state.Plan, drift.Because, drift.Seed, drift.Changed)
        {
            Rejected = drift.Changed.Count > 0 ? [] : state.Rejected,
            Unacknowledged = drift.Fallback is { } fallback
                ? [.. PlanChange.Meanwhile(study, state.Workflow, fallback)]
                : []
        };
    }

    private static Serving Adopt(Managed state, TuningEvent.PlanAdopted adopted)
    {
        var study = state.Study with { Generation = adopted.Generation };
        return new Serving(
            state.Workflow, adopted.Generation, state.Telemetry.Anew(), adopted.Plan, adopted.Because,
            [.. PlanChange.Of(study, state.Workflow, adopted.Plan)], ExecutionWatches.None, 0, default)
        {
            Rejected = state.Rejected,
            Former = adopted.Before
        };
    }

    private static Canary Start(Managed state, TuningEvent.CanaryStarted started)
    {
        var study = state.Study with { Generation = started.Generation };
        return new Canary(
            state.Workflow, started.Generation, state.Telemetry.Anew(), started.Plan, started.Because,
            [.. PlanChange.Of(study, state.Workflow, started.Plan)], ExecutionWatches.None, 0, started.Before,
            started.Baseline, default)
        {
            Rejected = state.Rejected
        };
    }

    private static Serving Keep(Canary state, TuningEvent.CanaryKept kept) => new(
        state.Workflow, state.Generation, state.Telemetry, state.Plan, $"{state.Because}; {kept.Because}",
        state.Unacknowledged, state.Watches, state.WindowsServed, default)
    {
        Rejected = state.Rejected,
        Former = state.Before
    };

    private static Serving TakeBack(Canary state, TuningEvent.CanaryTakenBack back) => new(
        state.Workflow, state.Generation, state.Telemetry.Anew(), state.Before, back.Because,
        [.. PlanChange.Back(state.Study, state.Workflow, state.Before)], ExecutionWatches.None, 0, default)
    {
        Rejected = state.Rejected.Add(state.Plan)
    };

    private static Managed Observe(Managed state, TuningEvent.ActivationsRecorded seen)
    {
        var (telemetry, ended) = state.Telemetry.With(seen, state.Workflow);
        return state switch
        {
            Serving serving => serving with
            {
                Telemetry = telemetry,
                Watches = Watch(serving, seen),
                Drift = ended.Aggregate(
                    serving.Drift, (drift, run) => drift.With(serving.Workflow.Qos, run.IsMiss(serving.Workflow)))
            },
            InForce inForce => inForce with { Telemetry = telemetry, Watches = Watch(inForce, seen) },
            _ => state with { Telemetry = telemetry }
        };
    }

    // Until the gateway has written the plan down, functions run under the limits of the one before.
    private static ExecutionWatches Watch(InForce state, TuningEvent.ActivationsRecorded seen) =>
        state.Unacknowledged.Count > 0 ? state.Watches : state.Watches.With(seen.Stages);

    private static Managed Pass(Managed state) =>
        state is InForce inForce ? inForce with { WindowsServed = inForce.WindowsServed + 1 } : state;
}
