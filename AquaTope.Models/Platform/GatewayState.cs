using System.Collections.Immutable;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Halting;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform;

/// <summary>What the gateway knows of a function: how it runs, and what is wished for it.</summary>
/// <param name="Kind">Its runtime; <see langword="null"/> until the platform said.</param>
/// <param name="Resources">The limits it has or is to have; <see langword="null"/> until known.</param>
/// <param name="Prewarm">Containers wished ready beyond the warm ones.</param>
/// <param name="Together">Containers wished ready, the warm ones included.</param>
/// <param name="LastPrewarm">The newest wish for containers, to know it again.</param>
/// <param name="LastLimits">The newest wish for limits, to know it again.</param>
public sealed record WishedFunction(
    RuntimeKind? Kind, ResourceConfiguration? Resources, int Prewarm, int Together, ChangeId? LastPrewarm, ChangeId? LastLimits)
{
    public static WishedFunction Unknown { get; } = new(null, null, 0, 0, null, null);

    internal WishedFunction Wishing(GatewayEvent.PrewarmWished wish) =>
        this with { Prewarm = wish.Containers, Together = wish.Together, LastPrewarm = wish.Id };

    internal WishedFunction Wishing(GatewayEvent.LimitsWished wish) =>
        this with { Resources = wish.Resources, LastLimits = wish.Id };

    // What was wished meanwhile is newer than what the platform said.
    internal WishedFunction Identified(GatewayEvent.FunctionIdentified found) =>
        this with { Kind = found.Kind, Resources = Resources ?? found.Resources };
}

/// <summary>Everything wished of the platform, lane by lane, and how far each wish has come.</summary>
public sealed record GatewayState(
    ImmutableDictionary<FunctionId, WishedFunction> Functions,
    ImmutableDictionary<LaneKey, Lane> Lanes,
    PlatformDescription? Platform,
    Circuit Circuit,
    OperatingMode Mode)
{
    /// <param name="mode">Whether wishes are acted upon or kept on paper.</param>
    public static GatewayState Empty(OperatingMode mode) => new(
        ImmutableDictionary<FunctionId, WishedFunction>.Empty, ImmutableDictionary<LaneKey, Lane>.Empty, null,
        new Circuit.Closed(0), mode);

    /// <summary>The order under which nothing is changed; <see langword="null"/> while there is none.</summary>
    public Halt? Halt { get; init; }

    /// <summary>Whether wishes are sent to the platform, by the mode.</summary>
    public bool Acts => Mode is OperatingMode.Canary or OperatingMode.Enforce;

    /// <summary>Whether calls may start now.</summary>
    public bool MayCall => Acts && Halt is null;

    public int CallsInFlight => Lanes.Values.Count(lane => lane.Progress is LaneProgress.InFlight);

    /// <summary>Nothing is under way and nothing is due now.</summary>
    public bool IsQuiet => Platform is not null && Lanes.Values.All(lane =>
        lane.Progress is not LaneProgress.InFlight && !(MayCall && lane.Progress is LaneProgress.Waiting));

    public WishedFunction Function(FunctionId function) => Functions.GetValueOrDefault(function, WishedFunction.Unknown);

    public GatewayState Apply(GatewayEvent fact) => fact switch
    {
        GatewayEvent.PrewarmWished wish =>
            WithFunction(wish.Function, known => known.Wishing(wish)).WithPrewarmDesired(wish.Function, wish.Id),
        GatewayEvent.LimitsWished wish =>
            WithFunction(wish.Function, known => known.Wishing(wish))
                .WithDesired(new PlatformChange.SetLimits(wish.Function, wish.Resources), wish.Id)
                .WithPrewarmDesired(wish.Function, wish.Id),
        GatewayEvent.FunctionIdentified found =>
            WithFunction(found.Function, known => known.Identified(found))
                .WithPrewarmDesired(found.Function, new ChangeId($"identified:{found.Function}")),
        GatewayEvent.PlatformDescribed described =>
            (this with { Platform = described.Platform }).WithAllPrewarmDesired(),
        GatewayEvent.ChangeApplied applied => WithApplied(applied).With(new Circuit.Closed(0)),
        GatewayEvent.ChangeAbandoned abandoned =>
            WithProgress(abandoned.Lane, lane => AfterRefusal(lane, abandoned)).With(new Circuit.Closed(0)),
        GatewayEvent.CallStarted started =>
            WithProgress(started.Lane, lane => new LaneProgress.InFlight(started.Id, FailuresOf(lane.Progress)))
                .With(Circuit is Circuit.Broken ? new Circuit.Probing() : Circuit),
        GatewayEvent.CallUnanswered failed =>
            WithProgress(failed.Lane, lane => new LaneProgress.Retrying(FailuresOf(lane.Progress) + 1, failed.RetryAt))
                .With(failed.Circuit),
        GatewayEvent.RetryDue due =>
            WithProgress(due.Lane, lane => new LaneProgress.Waiting(FailuresOf(lane.Progress))),
        GatewayEvent.ChangesHalted halted => this with { Halt = new Halt(halted.Why, halted.By, halted.At) },
        GatewayEvent.ChangesResumed => this with { Halt = null },
        _ => throw new ArgumentException($"The gateway knows no event {fact.GetType().Name}.", nameof(fact))
    };

    /// <summary>Unanswered attempts since the lane last had an answer.</summary>
    public static int FailuresOf(LaneProgress progress) => progress switch
    {
        LaneProgress.Waiting waiting => waiting.FailedAttempts,
        LaneProgress.InFlight flight => flight.FailedAttempts,
        LaneProgress.Retrying retrying => retrying.FailedAttempts,
        _ => 0
    };

    // A refusal of what is no longer wished says nothing about what is.
    private static LaneProgress AfterRefusal(Lane lane, GatewayEvent.ChangeAbandoned abandoned) =>
        lane.Because == abandoned.Id
            ? new LaneProgress.Abandoned(abandoned.Reason)
            : new LaneProgress.Waiting(0);

    private GatewayState With(Circuit circuit) => this with { Circuit = circuit };

    private GatewayState WithFunction(FunctionId id, Func<WishedFunction, WishedFunction> change) =>
        this with { Functions = Functions.SetItem(id, change(Function(id))) };

    private GatewayState WithProgress(LaneKey key, Func<Lane, LaneProgress> next) =>
        Lanes.TryGetValue(key, out var lane)
            ? this with { Lanes = Lanes.SetItem(key, lane with { Progress = next(lane) }) }
            : this;

    private GatewayState WithApplied(GatewayEvent.ChangeApplied applied)
    {
        var key = LaneKey.Of(applied.Change);

        // During recovery the platform has not been described yet, so that no wish has opened its lane.
        var lane = Lanes.GetValueOrDefault(key) ?? new Lane(applied.Change, applied.Id, null, Fresh());
        LaneProgress progress = lane.Desired.Equals(applied.Change)
            ? new LaneProgress.Settled(applied.At)
            : new LaneProgress.Waiting(0);
        var next = this with { Lanes = Lanes.SetItem(key, lane with { Applied = applied.Change, Progress = progress }) };
        return applied is { Changed: true, Change: PlatformChange.SetLimits limits }
            ? next.WithWarmthLost(limits.Function)
            : next;
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

        // A call under way and a retry's delay outlive the wish: lanes stay ordered, and a platform in trouble is not
        // hammered. A wish for what was applied last is called all the same: what was wished in between may have been
        // called by an earlier life of the gateway that did not hear the answer.
        var progress = lane.Progress is LaneProgress.InFlight or LaneProgress.Retrying ? lane.Progress : Fresh();
        return this with { Lanes = Lanes.SetItem(key, lane with { Desired = change, Because = because, Progress = progress }) };
    }

    private static LaneProgress.Waiting Fresh() => new(0);

    private GatewayState WithPrewarmDesired(FunctionId function, ChangeId because)
    {
        if (Platform is null) return this;
        if (Platform.Can(PlatformCapabilities.RuntimeConfiguration)) return WithStemCellsDesired(because);
        var known = Function(function);
        return known.LastPrewarm is null
            ? this
            : WithDesired(new PlatformChange.KeepWarm(function, known.Prewarm > 0 ? known.Together : 0), because);
    }

    private GatewayState WithAllPrewarmDesired() => Functions.Aggregate(
        this, (state, entry) => state.WithPrewarmDesired(
            entry.Key, entry.Value.LastPrewarm ?? new ChangeId($"described:{entry.Key}")));

    // Stem cells belong to a pair of kind and memory, not to a function, so the wishes of all functions that share a
    // pair add up; a function whose memory changes takes its wish along. A pair once asked for stays in the list with
    // the one stem cell that the platform's manifest needs at least.
    private GatewayState WithStemCellsDesired(ChangeId because)
    {
        var sums = new SortedDictionary<(string Kind, int Megabytes), int>();
        if (Lanes.TryGetValue(LaneKey.StemCells, out var lane) && lane.Desired is PlatformChange.SetStemCells earlier)
            foreach (var target in earlier.Targets)
                sums[(target.Kind.Value, target.Memory.Megabytes)] = 0;
        foreach (var known in Functions.Values)
            if (known is { Kind: { } kind, Resources: { } resources } && (known.Prewarm > 0 || known.LastPrewarm is not null))
            {
                var pair = (kind.Value, resources.Memory.Megabytes);
                sums[pair] = sums.GetValueOrDefault(pair) + known.Prewarm;
            }

        if (sums.Count == 0) return this;
        var targets = sums.Select(sum => new StemCellTarget(
            new RuntimeKind(sum.Key.Kind), MemorySize.FromMegabytes(sum.Key.Megabytes), Math.Max(1, sum.Value)));
        return WithDesired(new PlatformChange.SetStemCells([.. targets]), because);
    }
}
