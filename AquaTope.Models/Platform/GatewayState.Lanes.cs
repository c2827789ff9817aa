using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Guards;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Platform.Wishes;

namespace AquaTope.Models.Platform;

// What is desired of each knob, and how calls move its lane.
public sealed partial record GatewayState
{
    /// <summary>
    /// Containers of the function to have ready, within the guards: beyond the warm ones where stem cells are kept,
    /// together with them where calls keep them warm.
    /// </summary>
    public int ReadyOf(FunctionId function) => Guards.CeilingOf(function.Namespace) is { } ceiling
        ? Granted(function.Namespace, ceiling).GetValueOrDefault(function)
        : WantedOf(function, Function(function));

    private IReadOnlyDictionary<FunctionId, int> Granted(string name, int ceiling) => ReadyMemory.Divide(
        Functions.Where(entry => entry.Key.Namespace == name && ActsOn(entry.Key)).Select(entry => new ReadyWish(
            entry.Key, WantedOf(entry.Key, entry.Value), LimitsOf(entry.Key)?.Memory.Megabytes ?? 0)),
        ceiling);

    // Before anything was wished for a function, no guard has containers kept for it. What no workflow uses any more
    // needs none; its wish is kept, and counts again when one uses it.
    private int WantedOf(FunctionId function, WishedFunction known)
    {
        if (known.LastPrewarm is null || !IsUsed(function)) return 0;
        var wished = Platform?.Can(PlatformCapabilities.RuntimeConfiguration) == true ? known.Prewarm
            : known.Prewarm > 0 ? known.Together
            : 0;
        return Guards.Of(function).Bound(wished);
    }

    // A refusal of what is no longer wished says nothing about what is.
    private static LaneProgress AfterRefusal(Lane lane, GatewayEvent.ChangeAbandoned abandoned) =>
        lane.Because == abandoned.Id
            ? new LaneProgress.Abandoned(abandoned.Reason)
            : new LaneProgress.Waiting(0);

    private GatewayState WithProgress(LaneKey key, Func<Lane, LaneProgress> next) =>
        Lanes.TryGetValue(key, out var lane)
            ? this with { Lanes = Lanes.SetItem(key, lane with { Progress = next(lane) }) }
            : this;

    private GatewayState WithStarted(GatewayEvent.CallStarted started)
    {
        var next = WithProgress(started.Lane, lane => new LaneProgress.InFlight(started.Id, FailuresOf(lane.Progress)))
            .With(Circuit is Circuit.Broken ? new Circuit.Probing() : Circuit);
        // During recovery no wish has opened the lane of the stem cells.
        if (started.Lane == LaneKey.StemCells) next = next with { StemCellWatch = StemCellWatch.Beginning };
        return started.Lane == LaneKey.StemCells
               || Lanes.TryGetValue(started.Lane, out var lane) && ChangePace.Counts(lane.Desired)
            ? next with { Starts = ChangePace.With(Starts, started.At) }
            : next;
    }

    // Calls that an earlier life made and that have no answer in its journal may have been obeyed or not.
    private GatewayState WithCallsOver() => Lanes.Where(entry => entry.Value.Progress is LaneProgress.InFlight)
        .Aggregate(this, (state, entry) => state.WithProgress(entry.Key, _ => Fresh()));

    private GatewayState WithApplied(GatewayEvent.ChangeApplied applied)
    {
        if (applied.Change is PlatformChange.PutBackLimits(var tried, _)) return WithPutBack(applied, tried);
        var key = LaneKey.Of(applied.Change);

        // During recovery the platform has not been described yet, so that no wish has opened its lane.
        var lane = Lanes.GetValueOrDefault(key) ?? new Lane(applied.Change, applied.Id, null, Fresh());
        if (Platform is null && key == LaneKey.StemCells)
            lane = lane with { Desired = applied.Change, Because = applied.Id };
        var next = this;
        // A call of limits of an earlier life is known by its end only.
        if (lane.Progress is not LaneProgress.InFlight
            && applied is { Changed: true, Change: PlatformChange.SetLimits })
            next = next with { Starts = ChangePace.With(Starts, applied.At) };
        next = next with
        {
            Lanes = Lanes.SetItem(key, lane with
            {
                Desired = AfterPost(lane.Desired),
                Applied = applied.Change,
                Progress = AfterAnswer(lane, applied)
            }),
            StemCellWatch = WatchAfter(lane.Desired)
        };
        if (applied.Change is not PlatformChange.SetLimits(var function, var resources)) return next;

        next = next.WithFunction(function, known => known with { Present = resources, Drift = null })
            .WithHistory(function, new AppliedLimits(
                AppliedLimits.CauseOf(applied.Id, function), resources, applied.At,
                Function(function) is { Reason: { } reason } known && known.LastLimits == applied.Id ? reason : null));
        return applied.Changed ? next.WithWarmthLost(function) : next;
    }

    private LaneProgress AfterAnswer(Lane lane, GatewayEvent.ChangeApplied applied)
    {
        if (lane.Desired.Equals(applied.Change)) return new LaneProgress.Settled(applied.At);
        return applied.Change is PlatformChange.SetLimits && Guards.LargestStep is not null
            ? new LaneProgress.Stepping(applied.At + Guards.StepEvery)
            : Fresh();
    }

    // New limits make a new version of the function, which no container of the old one serves.
    private GatewayState WithWarmthLost(FunctionId function) => WithProgress(
        LaneKey.KeepWarm(function), lane => lane is
        {
            Desired: PlatformChange.KeepWarm { Containers: > 0 },
            Progress: LaneProgress.Settled
        }
            ? Fresh()
            : lane.Progress);

    private GatewayState WithDesired(PlatformChange change, ChangeId because)
    {
        var key = LaneKey.Of(change);
        if (!Lanes.TryGetValue(key, out var lane))
            return this with { Lanes = Lanes.Add(key, new Lane(change, because, null, Fresh())) };
        if (lane.Desired.Equals(change)) return this;

        // A call under way and the delays of retries and steps outlive the wish: lanes stay ordered, and a platform in
        // trouble is not hammered. A wish for what was applied last is called all the same: what was wished in between
        // may have been called by an earlier life of the gateway that did not hear the answer.
        var progress = lane.Progress is LaneProgress.InFlight or LaneProgress.Retrying or LaneProgress.Stepping
            ? lane.Progress
            : Fresh();
        return this with
        {
            Lanes = Lanes.SetItem(key, lane with { Desired = change, Because = because, Progress = progress })
        };
    }

    /// <summary>
    /// What is wished as the present guards grant it, which need not be those of the life that wrote a snapshot.
    /// </summary>
    internal GatewayState WithWishesBound() => InOrder.Aggregate(this, (state, entry) =>
        entry.Value is { Wished: { } wished, LastLimits: { } because }
            ? state.WithDesired(new PlatformChange.SetLimits(entry.Key, Guards.Of(entry.Key).Bound(wished)), because)
            : state);

    private static LaneProgress.Waiting Fresh() => new(0);

    // Under a ceiling one function's wish moves what the others of its namespace are granted.
    private GatewayState WithPrewarmDesired(FunctionId function, ChangeId because)
    {
        if (Platform is null || Managed is null) return WithWarmthUncertain(function);
        if (Platform.Can(PlatformCapabilities.RuntimeConfiguration)) return WithStemCellsDesired(because);
        if (Guards.CeilingOf(function.Namespace) is not { } ceiling) return WithWarmthDesired(function, because, null);

        var granted = Granted(function.Namespace, ceiling);
        return Functions.Keys.Where(other => other.Namespace == function.Namespace)
            .Aggregate(
                this, (state, other) => state.WithWarmthDesired(other, because, granted.GetValueOrDefault(other)));
    }

    // What this wish comes to is known once the platform is; an earlier life of the gateway may have called it and not
    // heard the answer. So what was applied before it is no longer taken for what the platform has.
    private GatewayState WithWarmthUncertain(FunctionId function) => WithProgress(
        LaneKey.KeepWarm(function), lane => lane.Progress is LaneProgress.Settled ? Fresh() : lane.Progress);

    private GatewayState WithWarmthDesired(FunctionId function, ChangeId because, int? granted)
    {
        var known = Function(function);
        return known.LastPrewarm is null
            ? this
            : WithDesired(new PlatformChange.KeepWarm(function, granted ?? WantedOf(function, known)), because);
    }

    private GatewayState WithAllPrewarmDesired()
    {
        if (Platform is null || Managed is null) return this;
        if (Platform.Can(PlatformCapabilities.RuntimeConfiguration))
            return WithStemCellsDesired(new ChangeId("described:stem-cells"));
        var granted = Functions.Keys.Select(function => function.Namespace).Distinct()
            .Where(name => Guards.CeilingOf(name) is not null)
            .ToDictionary(name => name, name => Granted(name, Guards.CeilingOf(name)!.Value));
        return InOrder.Aggregate(this, (state, entry) => state.WithWarmthDesired(
            entry.Key, entry.Value.LastPrewarm ?? new ChangeId($"described:{entry.Key}"),
            granted.TryGetValue(entry.Key.Namespace, out var shares) ? shares.GetValueOrDefault(entry.Key) : null));
    }
}
