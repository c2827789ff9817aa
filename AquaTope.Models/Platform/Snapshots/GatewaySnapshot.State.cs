using System.Collections.Immutable;
using System.Text.Json;
using AquaTope.Models.Platform.Guards;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Platform.Wishes;

namespace AquaTope.Models.Platform.Snapshots;

// The way from a state and back to it.
public sealed partial record GatewaySnapshot
{
    /// <param name="state">A state that was made by journaled facts alone.</param>
    public static GatewaySnapshot Of(GatewayState state) => new(
        [
            .. state.InOrder.Select(entry => new FunctionEntry(
                entry.Key, entry.Value.Kind, entry.Value.Present, entry.Value.Wished, entry.Value.Prewarm,
                entry.Value.Together, entry.Value.LastPrewarm, entry.Value.LastLimits, entry.Value.Reason,
                entry.Value.IsMissing,
                entry.Value.Drift is { } drift ? new DriftEntry(drift.Observed, drift.Handling) : null,
                Numbers(entry.Value.Newest), Numbers(entry.Value.Imposed)))
        ],
        [
            .. state.Lanes.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal).Select(entry => new LaneEntry(
                entry.Key.Value, ChangeEntry.Of(entry.Value.Desired), entry.Value.Because,
                entry.Value.Applied is { } applied ? ChangeEntry.Of(applied) : null, ProgressOf(entry.Value.Progress)))
        ],
        [
            .. state.Histories.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal)
                .Select(entry => new HistoryEntry(entry.Key, entry.Value.Original, entry.Value.Applied))
        ],
        [
            .. state.Impositions.Values.OrderBy(imposition => imposition.Cause, StringComparer.Ordinal)
                .Select(imposition => new ImpositionEntry(
                    imposition.Cause, imposition.Limits, imposition.Because, imposition.Rejects,
                    [.. imposition.Untold.OrderBy(workflow => workflow.Value, StringComparer.Ordinal)],
                    imposition.Order))
        ],
        [
            .. state.StemCellDrifts.OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal)
                .Select(entry => new StemCellEntry(
                    entry.Key.Invoker, entry.Key.Kind, entry.Key.Memory, entry.Value.Told, entry.Value.Ready,
                    entry.Value.PutBack, entry.Value.Persists))
        ],
        [
            .. state.Trials.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal)
                .Select(entry => new TrialEntry(entry.Key, entry.Value.Functions, entry.Value.Asked))
        ],
        state.Halt, state.Turns, state.Imposed, state.Rollbacks, state.Starts);

    /// <summary>The state as the facts would make it under the present guards.</summary>
    /// <param name="mode">The mode of workflows that have none of their own.</param>
    /// <param name="guards">What is never exceeded.</param>
    public GatewayState ToState(OperatingMode mode, GuardOptions guards)
    {
        var state = GatewayState.Empty(mode, guards) with
        {
            Functions = Functions.ToImmutableDictionary(entry => entry.Function, FunctionOf),
            Lanes = Lanes.ToImmutableDictionary(
                entry => new LaneKey(entry.Lane),
                entry => new Lane(
                    entry.Desired.ToChange(), entry.Because, entry.Applied?.ToChange(), ProgressOf(entry.Progress))),
            Histories = Histories.ToImmutableDictionary(
                entry => entry.Function, entry => new LimitsHistory(entry.Original, [.. entry.Applied])),
            Impositions = Impositions.ToImmutableDictionary(
                entry => entry.Cause,
                entry => new Imposition(entry.Cause, entry.Limits, entry.Because, entry.Rejects, [.. entry.Untold])
                {
                    Order = entry.Order
                }),
            StemCellDrifts = StemCellDrifts.ToImmutableDictionary(
                entry => new StemCellPlace(entry.Invoker, entry.Kind, entry.Memory),
                entry => new KnownStemCellDrift(entry.Told, entry.Ready, entry.PutBack, entry.Persists)),
            Trials = Trials.ToImmutableDictionary(
                entry => entry.Workflow, entry => new InPlaceTrial(entry.Functions, entry.Asked, null)),
            Halt = Halt,
            Turns = Turns,
            Imposed = Imposed,
            Rollbacks = Rollbacks,
            Starts = [.. Starts]
        };
        return state.WithWishesBound();
    }

    private static WishedFunction FunctionOf(FunctionEntry entry) => new()
    {
        Kind = entry.Kind,
        Present = entry.Present,
        Wished = entry.Wished,
        Prewarm = entry.Prewarm,
        Together = entry.Together,
        LastPrewarm = entry.LastPrewarm,
        LastLimits = entry.LastLimits,
        Reason = entry.Reason,
        IsMissing = entry.IsMissing,
        Drift = entry.Drift is { } drift ? new KnownDrift(drift.Observed, drift.Handling) : null,
        Newest = Numbers(entry.Newest),
        Imposed = Numbers(entry.Imposed)
    };

    private static IReadOnlyList<NumberEntry> Numbers(ImmutableSortedDictionary<string, long> numbers) =>
        [.. numbers.Select(number => new NumberEntry(number.Key, number.Value))];

    private static ImmutableSortedDictionary<string, long> Numbers(IReadOnlyList<NumberEntry> numbers) =>
        numbers.ToImmutableSortedDictionary(number => number.Wisher, number => number.Number, StringComparer.Ordinal);

    private static ProgressEntry ProgressOf(LaneProgress progress) => progress switch
    {
        LaneProgress.Waiting waiting => new ProgressEntry(nameof(LaneProgress.Waiting), waiting.FailedAttempts),
        LaneProgress.InFlight flight => new ProgressEntry(
            nameof(LaneProgress.InFlight), flight.FailedAttempts, Change: flight.Change),
        LaneProgress.Retrying retrying => new ProgressEntry(
            nameof(LaneProgress.Retrying), retrying.FailedAttempts, retrying.At),
        LaneProgress.Stepping stepping => new ProgressEntry(nameof(LaneProgress.Stepping), At: stepping.At),
        LaneProgress.Settled settled => new ProgressEntry(nameof(LaneProgress.Settled), At: settled.At),
        LaneProgress.Abandoned abandoned => new ProgressEntry(nameof(LaneProgress.Abandoned), Reason: abandoned.Reason),
        _ => throw new ArgumentException($"No snapshot holds {progress.GetType().Name}.", nameof(progress))
    };

    private static LaneProgress ProgressOf(ProgressEntry entry) => entry switch
    {
        { Stand: nameof(LaneProgress.Waiting) } => new LaneProgress.Waiting(entry.Failures),
        { Stand: nameof(LaneProgress.InFlight), Change: { } change } =>
            new LaneProgress.InFlight(change, entry.Failures),
        { Stand: nameof(LaneProgress.Retrying), At: { } at } => new LaneProgress.Retrying(entry.Failures, at),
        { Stand: nameof(LaneProgress.Stepping), At: { } at } => new LaneProgress.Stepping(at),
        { Stand: nameof(LaneProgress.Settled), At: { } at } => new LaneProgress.Settled(at),
        { Stand: nameof(LaneProgress.Abandoned), Reason: { } reason } => new LaneProgress.Abandoned(reason),
        _ => throw new JsonException(
            $"A lane of a snapshot stands at '{entry.Stand}', which is no stand or lacks a part.")
    };
}
