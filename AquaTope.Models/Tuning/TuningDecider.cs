using System.Globalization;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Tuning.Grounds;
using AquaTope.Models.Tuning.Runs;
using Decision = AquaTope.Models.Decision<AquaTope.Models.Tuning.TuningEvent, AquaTope.Models.Tuning.TuningEffect>;

namespace AquaTope.Models.Tuning;

/// <summary>
/// Decides when a workflow is studied and what becomes of the answer: a first study once enough runs were seen, or none
/// came; the answer's limits to the gateway, on trial first where canaries are asked for; another study when the
/// promise is no longer kept or a stage takes another time than it did.
/// </summary>
/// <remarks>
/// Whatever was asked of others is asked again each time a window closes, until they have answered; they recognize it
/// by its id. That makes a lost message a delay of one window. While another study is under way the plan in force
/// stays, unless it breaks the promise and the plan before is known: then every stage has the larger of both, which no
/// change makes slower than what was in force.
/// </remarks>
public static class TuningDecider
{
    public static Decision Decide(TuningState state, TuningCommand command, TuningOptions options) =>
        (state, command) switch
        {
            (_, TuningCommand.Manage { Version: { } version }) when version < state.Version => Decision.Nothing,
            (_, TuningCommand.Retire { Version: { } version }) when version < state.Version => Decision.Nothing,
            (TuningState.Managed managed, TuningCommand.Manage manage) when managed.Workflow.IsSameAs(
                manage.Workflow) =>
                managed.Workflow.Mode == manage.Workflow.Mode
                    ? Decision.Nothing
                    : Decision.Record(new TuningEvent.ModeSet(manage.Workflow.Mode, manage.Version)),
            (_, TuningCommand.Manage manage) => new Decision(
                [new TuningEvent.WorkflowManaged(manage.Workflow, manage.Version)],
                Withdraw(state, "the workflow was defined anew")),
            (TuningState.Managed managed, TuningCommand.RecordActivations seen) => Record(managed, seen, options),
            (TuningState.Managed managed, TuningCommand.CloseWindow { Window: var window })
                when managed.Telemetry.LastClosed is not { } last || last < window => Close(managed, window, options),
            (TuningState.Managed managed, TuningCommand.SettleStudy settle)
                when IsAwaited(managed) && settle.Study == managed.Study => Adopt(managed, settle, options),
            (TuningState.InForce inForce, TuningCommand.AcknowledgeChange { Change: var change })
                when inForce.Unacknowledged.Any(waiting => waiting.Id == change) =>
                Decision.Record(new TuningEvent.ChangeAcknowledged(change)),
            (TuningState.Drifting drifting, TuningCommand.AcknowledgeChange { Change: var change })
                when drifting.Unacknowledged.Any(waiting => waiting.Id == change) =>
                Decision.Record(new TuningEvent.ChangeAcknowledged(change)),
            (_, TuningCommand.AcceptLimits { Order: { } order }) when order <= state.Imposed => Decision.Nothing,
            (TuningState.Managed managed, TuningCommand.AcceptLimits accept) => Accept(managed, accept),
            (TuningState.Managed, TuningCommand.Retire retire) => new Decision(
                [new TuningEvent.WorkflowRetired(retire.Version)], Withdraw(state, "the workflow was retired")),
            // Also where it was retired, or never managed: what manages it may be on its way, and is older.
            (_, TuningCommand.Retire { Version: { } version }) when version > state.Version =>
                Decision.Record(new TuningEvent.WorkflowRetired(version)),
            _ => Decision.Nothing
        };

    /// <summary>The study or the changes that others have not confirmed.</summary>
    public static IEnumerable<TuningEffect> Unfinished(TuningState state) => state switch
    {
        TuningState.Tuning tuning =>
            [new TuningEffect.StartStudy(tuning.Study, tuning.Workflow, tuning.Seed, Earlier(tuning))],
        TuningState.Drifting drifting =>
        [
            .. Submit(drifting, drifting.Unacknowledged),
            new TuningEffect.StartStudy(drifting.Study, drifting.Workflow, drifting.Seed, Earlier(drifting))
        ],
        TuningState.InForce inForce => Submit(inForce, inForce.Unacknowledged),
        _ => []
    };

    // What another definition's stages take may be anything: its code may have changed with it.
    private static EarlierStudy? Earlier(TuningState.Managed state) => state switch
    {
        { Generation: <= 1 } => null,
        TuningState.Drifting drifting => new EarlierStudy(state.Generation - 1, drifting.Changed, state.Rejected),
        _ => new EarlierStudy(
            state.Generation - 1, [.. state.Workflow.Functions.Select(function => new StageChange(function, null))],
            state.Rejected)
    };

    // One fact for all of them, since a busy hook brings thousands at once.
    private static Decision Record(
        TuningState.Managed state, TuningCommand.RecordActivations seen, TuningOptions options)
    {
        var functions = state.Workflow.Functions.ToHashSet();
        var stages = seen.Stages.Where(stage => stage.Cause is not null && functions.Contains(stage.Function)).ToList();
        var all = seen.Runs.Where(run => IsOf(state, run)).ToList();
        var runs = all.Where(WorkflowTelemetry.IsEvidence).ToList();
        var letDown = all.Where(run => run.Status == ActivationStatus.PlatformError).ToList();
        if (stages.Count == 0 && runs.Count == 0 && letDown.Count == 0) return Decision.Nothing;

        var recorded = new TuningEvent.ActivationsRecorded(stages, runs, letDown);
        if (state is not TuningState.Canary canary) return Decision.Record(recorded);
        var judged = new TuningEvent.CanaryJudged(Judge(canary, recorded, options));
        var after = (TuningState.Canary)canary.Apply(recorded).Apply(judged);
        if (Breach(after, options) is not { } breach) return Decision.Record(recorded, judged);
        var back = new TuningEvent.CanaryTakenBack(FiguresOf(after, options), breach)
        {
            Grounds = CanaryGrounds.Of(after, options)
        };
        return new Decision([recorded, judged, back], [.. Unfinished(after.Apply(back))]);
    }

    private static Decision Close(TuningState.Managed state, WindowIndex window, TuningOptions options)
    {
        List<TuningEvent> facts = [new TuningEvent.WindowPassed(window)];
        var passed = (TuningState.Managed)state.Apply(facts[0]);
        if (passed is TuningState.InForce inForce && inForce.Watches.ToWrite(passed.Workflow) is { Count: > 0 } learned)
            facts.Add(new TuningEvent.ReferencesLearned(learned));
        if (NewStudy(passed, window, options) is { } wanted) facts.Add(wanted);
        if (passed is TuningState.Canary canary && CanaryGrounds.Of(canary, options) is { IsKept: true } grounds)
        {
            var figures = FiguresOf(canary, options);
            facts.Add(new TuningEvent.CanaryKept(figures, $"on trial {figures}; before, {canary.Baseline}")
            {
                Grounds = grounds
            });
        }
        return new Decision(facts, [.. Unfinished(facts.Aggregate((TuningState)state, (at, fact) => at.Apply(fact)))]);
    }

    private static TuningEvent? NewStudy(TuningState.Managed state, WindowIndex window, TuningOptions options) =>
        state switch
        {
            TuningState.Profiling profiling => StudyGrounds.Of(profiling, options).Decide(state.Study),
            TuningState.Serving serving when serving.WindowsServed >= options.WindowsBetweenStudies =>
                DriftGrounds.Of(serving, options).Decide(state.Workflow, state.Study, window),
            _ => null
        };

    private static Decision Adopt(TuningState.Managed state, TuningCommand.SettleStudy settle, TuningOptions options)
    {
        // What was taken back while the study was under way is no answer, though it may be what the study found.
        if (state is TuningState.Drifting refused && state.Rejected.Contains(settle.Plan))
            settle = settle with
            {
                Plan = refused.Plan,
                Because =
                    $"the plan that the study found was taken back before ({settle.Because}); the one in force stays"
            };
        var before = state is TuningState.Drifting drifting ? drifting.Plan : settle.Present;
        var tries = state.Workflow.Mode is { } mode ? mode == OperatingMode.Canary : options.Canaries;
        TuningEvent adopted = tries && before is not null && before != settle.Plan
            ? new TuningEvent.CanaryStarted(
                settle.Study.Generation, settle.Plan, settle.Because, before,
                state.Telemetry.Under(state.Workflow, before, options.Prices))
            : new TuningEvent.PlanAdopted(settle.Study.Generation, settle.Plan, settle.Because)
            {
                Before = before == settle.Plan ? null : before
            };
        return new Decision([adopted], [.. Unfinished(state.Apply(adopted))]);
    }

    // Before a plan is in force there is none to replace; what a function has is measured when a study begins.
    private static Decision Accept(TuningState.Managed state, TuningCommand.AcceptLimits accept)
    {
        var plan = state switch
        {
            TuningState.InForce inForce => inForce.Plan,
            TuningState.Drifting drifting => drifting.Plan,
            _ => null
        };
        if (plan is null) return Decision.Nothing;
        var given = accept.Limits.ToDictionary(limits => limits.Function, limits => limits.Resources);
        var imposed = new ResourcePlan(
        [
            .. state.Workflow.Stages.Zip(plan.Stages, (stage, had) => given.GetValueOrDefault(stage.Function, had))
        ]);
        return imposed == plan
            ? Decision.Nothing
            : Decision.Record(new TuningEvent.PlanImposed(imposed, accept.Because, accept.Rejects, accept.Order));
    }

    // Runs that began before the plan's limits were in force say nothing about it.
    private static CanaryTest Judge(
        TuningState.Canary state, TuningEvent.ActivationsRecorded recorded, TuningOptions options)
    {
        if (state.Unacknowledged.Count > 0) return state.Test;
        var (_, ended, letDown) = state.Telemetry.With(recorded, state.Workflow);
        var failed = letDown.Where(run => run.MayHaveRunUnder(state.Workflow, state.Plan))
            .Aggregate(state.Test, (test, _) => test.WithLetDown(state.Baseline));
        return ended
            .Where(run => run.Stages.Count == 0 || run.RanUnder(state.Workflow, state.Plan))
            .Aggregate(failed, (test, run) => test.With(
                state.Workflow.Qos, state.Baseline, run.IsMiss(state.Workflow),
                run.CostUnder(state.Workflow, state.Plan, options.Prices), options.Canary.CostTolerance));
    }

    private static string? Breach(TuningState.Canary state, TuningOptions options)
    {
        var test = state.Test;
        return CanaryGrounds.Of(state, options).Complaint is not { } complaint
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{complaint} under {state.Plan}: {FiguresOf(state, options)}; before, {state.Baseline} "
                + $"(evidence {test.Misses:0.0} and {test.Dearer:0.0} nats{Failures(test)})");
    }

    private static string Failures(CanaryTest test) => test.LetDown == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $", {test.Failing:0.0} of failures");

    private static PlanFigures FiguresOf(TuningState.Canary state, TuningOptions options) =>
        state.Telemetry.Under(state.Workflow, state.Plan, options.Prices) with
        {
            Runs = state.Test.Runs,
            Missed = state.Test.Missed,
            LetDown = state.Test.LetDown
        };

    private static bool IsAwaited(TuningState state) => state is TuningState.Tuning or TuningState.Drifting;

    // The run of a sequence bears the sequence's name, in whatever namespace and package it lies.
    private static bool IsOf(TuningState.Managed state, CompositionRun run) =>
        run.Name.Value[(run.Name.Value.LastIndexOf('/') + 1)..] == state.Workflow.Id.Value;

    // Neither a study nor a plan on trial outlives whom it is for.
    private static IReadOnlyList<TuningEffect> Withdraw(TuningState state, string reason) => state switch
    {
        TuningState.Tuning or TuningState.Drifting =>
            [new TuningEffect.StopStudy(((TuningState.Managed)state).Study, reason)],
        TuningState.Canary canary =>
            [.. Submit(canary, PlanChange.Back(canary.Study, canary.Workflow, canary.Before))],
        _ => []
    };

    // With what was imposed so far: a copy that is under way for longer is of a plan that was replaced.
    private static IEnumerable<TuningEffect> Submit(TuningState state, IEnumerable<PlanChange> changes) =>
        changes.Select(change => new TuningEffect.SubmitLimits(
            change.Id, change.Function, change.Resources, change.Order with { Imposed = state.Imposed }));
}
