using System.Globalization;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using Decision = AquaTope.Models.Decision<AquaTope.Models.Tuning.TuningEvent, AquaTope.Models.Tuning.TuningEffect>;

namespace AquaTope.Models.Tuning;

/// <summary>
/// Decides when a workflow is studied and what becomes of the answer: a first study once enough runs were seen, or none
/// came; the answer's limits to the gateway; another study when the promise is no longer kept.
/// </summary>
/// <remarks>
/// Whatever was asked of others is asked again each time a window closes, until they have answered; they recognize it by
/// its id. That makes a lost message a delay of one window.
/// </remarks>
public static class TuningDecider
{
    public static Decision Decide(TuningState state, TuningCommand command, TuningOptions options) =>
        (state, command) switch
        {
            (TuningState.Managed managed, TuningCommand.Manage manage) when managed.Workflow.IsSameAs(manage.Workflow) =>
                Decision.Nothing,
            (_, TuningCommand.Manage manage) => new Decision(
                [new TuningEvent.WorkflowManaged(manage.Workflow)], StopStudy(state, "the workflow was defined anew")),
            (TuningState.Managed managed, TuningCommand.RecordActivations seen) => Record(managed, seen),
            (TuningState.Managed managed, TuningCommand.CloseWindow { Window: var window })
                when managed.Telemetry.LastClosed is not { } last || last < window => Close(managed, window, options),
            (TuningState.Managed managed, TuningCommand.SettleStudy settle)
                when IsAwaited(managed) && settle.Study == managed.Study => Adopt(managed, settle),
            (TuningState.Serving serving, TuningCommand.AcknowledgeChange { Change: var change })
                when serving.Unacknowledged.Contains(change) => Decision.Record(new TuningEvent.ChangeAcknowledged(change)),
            (TuningState.Managed, TuningCommand.Retire) => new Decision(
                [new TuningEvent.WorkflowRetired()], StopStudy(state, "the workflow was retired")),
            _ => Decision.Nothing
        };

    /// <summary>The study or the changes that others have not confirmed.</summary>
    public static IEnumerable<TuningEffect> Unfinished(TuningState state) => state switch
    {
        TuningState.Tuning tuning => [new TuningEffect.StartStudy(tuning.Study, tuning.Workflow, tuning.Seed)],
        TuningState.Drifting drifting =>
            [new TuningEffect.StartStudy(drifting.Study, drifting.Workflow, drifting.Seed)],
        TuningState.Serving serving => PlanChange.Of(serving.Study, serving.Workflow, serving.Plan)
            .Where(change => serving.Unacknowledged.Contains(change.Id))
            .Select(change => new TuningEffect.SubmitLimits(change.Id, change.Function, change.Resources)),
        _ => []
    };

    // One fact for all of them, since a busy hook brings thousands at once.
    private static Decision Record(TuningState.Managed state, TuningCommand.RecordActivations seen)
    {
        var functions = state.Workflow.Functions.ToHashSet();
        var stages = seen.Stages.Where(stage => stage.Cause is not null && functions.Contains(stage.Function)).ToList();
        var runs = seen.Runs.Where(run => IsOf(state, run)).ToList();
        return stages.Count == 0 && runs.Count == 0
            ? Decision.Nothing
            : Decision.Record(new TuningEvent.ActivationsRecorded(stages, runs));
    }

    private static Decision Close(TuningState.Managed state, WindowIndex window, TuningOptions options)
    {
        List<TuningEvent> facts = [new TuningEvent.WindowPassed(window)];
        if (NewStudy((TuningState.Managed)state.Apply(facts[0]), window, options) is { } wanted) facts.Add(wanted);
        return new Decision(facts, [.. Unfinished(facts.Aggregate((TuningState)state, (at, fact) => at.Apply(fact)))]);
    }

    private static TuningEvent? NewStudy(TuningState.Managed state, WindowIndex window, TuningOptions options)
    {
        var next = state.Study with { Generation = state.Generation + 1 };
        var seed = next.SeedFrom(options.Seed);
        var seen = state.Telemetry;
        return state switch
        {
            TuningState.Profiling when seen.Runs.Count >= options.RunsToProfile =>
                new TuningEvent.StudyRequested(next.Generation, seed, $"{seen.Runs.Count} runs were seen"),
            TuningState.Profiling when seen.QuietWindows >= options.QuietWindows =>
                new TuningEvent.StudyRequested(next.Generation, seed, $"no run came for {seen.QuietWindows} windows"),
            TuningState.Serving serving when serving.WindowsServed >= options.WindowsBetweenStudies
                                             && serving.Drift.Alarms(options.RunsBetweenFalseAlarms) =>
                new TuningEvent.DriftDetected(window, next.Generation, seed, Describe(serving)),
            _ => null
        };
    }

    private static Decision Adopt(TuningState.Managed state, TuningCommand.SettleStudy settle)
    {
        var adopted = new TuningEvent.PlanAdopted(settle.Study.Generation, settle.Plan, settle.Because);
        return new Decision([adopted], [.. Unfinished(state.Apply(adopted))]);
    }

    private static bool IsAwaited(TuningState state) => state is TuningState.Tuning or TuningState.Drifting;

    // The run of a sequence bears the sequence's name, in whatever namespace and package it lies.
    private static bool IsOf(TuningState.Managed state, CompositionRun run) =>
        WorkflowTelemetry.IsEvidence(run)
        && run.Name.Value[(run.Name.Value.LastIndexOf('/') + 1)..] == state.Workflow.Id.Value;

    private static IReadOnlyList<TuningEffect> StopStudy(TuningState state, string reason) =>
        IsAwaited(state) ? [new TuningEffect.StopStudy(((TuningState.Managed)state).Study, reason)] : [];

    private static string Describe(TuningState.Serving state) => string.Create(
        CultureInfo.InvariantCulture,
        $"{state.Telemetry.Missed} of {state.Telemetry.Runs.Count} runs missed {state.Workflow.Qos}, "
        + $"evidence {state.Drift.Evidence:0.0} nats");
}
