using System.Collections.Immutable;
using AquaTope.Models.Optimization;
using AquaTope.Models.Tuning.Drifts;
using AquaTope.Models.Tuning.Runs;

namespace AquaTope.Models.Tuning;

public abstract partial record TuningState
{
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
        var (telemetry, ended, _) = state.Telemetry.With(seen, state.Workflow);
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
