using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Guards;
using AquaTope.Models.Platform.Halting;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Modes;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform;

/// <summary>Everything wished of the platform, lane by lane, and how far each wish has come.</summary>
public sealed partial record GatewayState(
    ImmutableDictionary<FunctionId, WishedFunction> Functions,
    ImmutableDictionary<LaneKey, Lane> Lanes,
    PlatformDescription? Platform,
    Circuit Circuit,
    OperatingMode Mode)
{
    /// <param name="mode">The mode of workflows that have none of their own.</param>
    /// <param name="guards">What is never exceeded.</param>
    public static GatewayState Empty(OperatingMode mode, GuardOptions? guards = null) => new(
        ImmutableDictionary<FunctionId, WishedFunction>.Empty, ImmutableDictionary<LaneKey, Lane>.Empty, null,
        new Circuit.Closed(0), mode)
    {
        Guards = guards ?? GuardOptions.None
    };

    public GuardOptions Guards { get; private init; } = GuardOptions.None;

    /// <summary>The order under which nothing is changed; <see langword="null"/> while there is none.</summary>
    public Halt? Halt { get; internal init; }

    /// <summary>How often changes were halted or resumed.</summary>
    public long Turns { get; internal init; }

    /// <summary>The workflows there are; <see langword="null"/> until the catalog has said.</summary>
    public ManagedWorkflows? Managed { get; private init; }

    /// <summary>The limits that each function had.</summary>
    public ImmutableDictionary<FunctionId, LimitsHistory> Histories { get; internal init; } =
        ImmutableDictionary<FunctionId, LimitsHistory>.Empty;

    /// <summary>Limits that workflows are still to be told of, by cause.</summary>
    public ImmutableDictionary<string, Imposition> Impositions { get; internal init; } =
        ImmutableDictionary<string, Imposition>.Empty;

    /// <summary>How often limits were given that workflows' plans did not choose.</summary>
    public long Imposed { get; internal init; }

    /// <summary>Rollbacks so far; the next one is named for it.</summary>
    public int Rollbacks { get; internal init; }

    /// <summary>Trials that run on functions themselves, by workflow.</summary>
    public ImmutableDictionary<WorkflowId, InPlaceTrial> Trials { get; internal init; } =
        ImmutableDictionary<WorkflowId, InPlaceTrial>.Empty;

    /// <summary>When calls that change limits or stem cells started, within a minute of the newest.</summary>
    public ImmutableList<DateTimeOffset> Starts { get; internal init; } = [];

    public int CallsInFlight => Lanes.Values.Count(lane => lane.Progress is LaneProgress.InFlight);

    /// <summary>Nothing is under way and nothing is due now.</summary>
    public bool IsQuiet => Platform is not null && Managed is not null && Lanes.Values.All(lane =>
        lane.Progress is not LaneProgress.InFlight && !(lane.Progress is LaneProgress.Waiting && MayCall(lane)));

    /// <summary>
    /// Every function by name: a hash table's own order differs between processes, and decisions must not.
    /// </summary>
    public IEnumerable<KeyValuePair<FunctionId, WishedFunction>> InOrder =>
        Functions.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal);

    public WishedFunction Function(FunctionId function) =>
        Functions.GetValueOrDefault(function, WishedFunction.Unknown);

    /// <summary>The limits that a function is to have within its guards, or has where none are wished.</summary>
    public ResourceConfiguration? LimitsOf(FunctionId function) =>
        Function(function) is { Wished: { } wished } ? Guards.Of(function).Bound(wished) : Function(function).Present;

    /// <summary>The most cautious mode of the workflows that use a function.</summary>
    public OperatingMode ModeOf(FunctionId function) => Managed?.ModeOf(function, Mode) ?? Mode;

    /// <summary>The most cautious mode of a workflow's functions.</summary>
    public OperatingMode ModeOf(WorkflowId workflow) => Managed?.ModeOf(workflow, Mode) ?? Mode;

    /// <summary>Whether wishes for the function are sent to the platform, by its mode.</summary>
    public bool ActsOn(FunctionId function) => ManagedWorkflows.Acts(ModeOf(function));

    /// <summary>The names of the workflows that use a function.</summary>
    public IReadOnlyList<WorkflowId> UsersOf(FunctionId function) =>
        [.. (Managed?.UsersOf(function) ?? []).Select(user => user.Id)];

    /// <summary>Whether a workflow uses the function, as far as the catalog has said.</summary>
    public bool IsUsed(FunctionId function) => Managed is null || Managed.UsersOf(function).Count > 0;

    /// <summary>
    /// Whether limits of the function were given by somebody else than its workflows'
    /// plans, and not all of them know yet.
    /// </summary>
    public bool IsHeld(FunctionId function) =>
        Impositions.Values.Any(imposition => imposition.Limits.Any(limits => limits.Function == function));

    [MemberNotNullWhen(true, nameof(Managed))]
    private bool IsAtWork => Halt is null && Platform is not null && Managed is not null;

    /// <summary>Whether any lane's call may start, as far as halts, modes and what is known go.</summary>
    public bool MayCallAny => IsAtWork
        && (Managed.ActsAnywhere(Mode) || Lanes.Values.Any(lane => lane.Desired is PlatformChange.PutBackLimits));

    /// <summary>Whether a waiting lane's call may start now, as far as it alone is concerned.</summary>
    public bool MayCall(Lane lane) => IsAtWork && lane.Desired switch
    {
        PlatformChange.SetLimits(var function, _) =>
            ActsOn(function) && Function(function) is { IsMissing: false, Present: not null }
            && !IsOnTrial(function) && !IsLeftOnTrial(function),
        // A trial's limits were not wished, so they are put back in whatever mode.
        PlatformChange.PutBackLimits(var function, _) => !Function(function).IsMissing && !IsOnTrial(function),
        PlatformChange.KeepWarm(var function, _) => ActsOn(function) && !Function(function).IsMissing,
        PlatformChange.SetStemCells => Functions.Keys.Any(ActsOn),
        _ => throw new ArgumentException($"Nobody may call {lane.Desired.GetType().Name}.", nameof(lane))
    };

    /// <summary>Whether two limits are the same to the platform, which may have none for CPU.</summary>
    public bool AreAlike(ResourceConfiguration one, ResourceConfiguration other) =>
        one.Memory == other.Memory
        && (one.Cpu == other.Cpu || Platform?.Can(PlatformCapabilities.CpuLimits) == false);

    public GatewayState Apply(GatewayEvent fact) => fact switch
    {
        GatewayEvent.PrewarmWished wish =>
            WithFunction(wish.Function, known => known.Wishing(wish)).WithPrewarmDesired(wish.Function, wish.Id),
        GatewayEvent.LimitsWished wish =>
            WithLimitsWished(wish.Id, wish.Function, wish.Resources, null, wish.Order),
        GatewayEvent.FunctionIdentified found => WithIdentified(found),
        GatewayEvent.PlatformDescribed described =>
            ((Platform is null ? WithCallsOver() : this) with { Platform = described.Platform })
                .WithAllPrewarmDesired(),
        GatewayEvent.CatalogLearned learned =>
            (this with { Managed = new ManagedWorkflows(learned.Workflows) }).WithAllPrewarmDesired(),
        GatewayEvent.ChangeApplied applied => WithApplied(applied).With(new Circuit.Closed(0)),
        GatewayEvent.ChangeAbandoned abandoned =>
            WithProgress(abandoned.Lane, lane => AfterRefusal(lane, abandoned)).With(new Circuit.Closed(0)),
        GatewayEvent.CallStarted started => WithStarted(started),
        GatewayEvent.CallUnanswered failed =>
            WithProgress(failed.Lane, lane => new LaneProgress.Retrying(FailuresOf(lane.Progress) + 1, failed.RetryAt))
                .With(failed.Circuit),
        GatewayEvent.RetryDue due =>
            WithProgress(due.Lane, lane => new LaneProgress.Waiting(FailuresOf(lane.Progress))),
        GatewayEvent.ChangesHalted halted => this with
        {
            Halt = new Halt(halted.Why, halted.By, halted.At),
            Turns = Turns + 1
        },
        GatewayEvent.ChangesResumed => this with { Halt = null, Turns = Turns + 1 },
        GatewayEvent.LimitsRolledBack back => WithRolledBack(back),
        GatewayEvent.TrialBegan began => WithTrialBegun(began),
        GatewayEvent.TrialHeard heard => WithTrialHeard(heard),
        GatewayEvent.TrialEnded ended => WithTrialEnded(ended),
        GatewayEvent.ImpositionNoted noted => WithNoted(noted),
        GatewayEvent.DriftFound drift => WithDrift(drift),
        GatewayEvent.DriftEnded ended => WithFunction(ended.Function, known => known with { Drift = null }),
        GatewayEvent.StemCellsSeen seen => this with { StemCellWatch = StemCellWatch.After(seen.Levels) },
        GatewayEvent.StemCellsDrifted drift => WithStemCellsDrifted(drift),
        GatewayEvent.StemCellsDriftEnded ended => this with { StemCellDrifts = StemCellDrifts.Remove(ended.Place) },
        GatewayEvent.FunctionMissed missed => WithFunction(missed.Function, known => known with { IsMissing = true }),
        GatewayEvent.LimitsCut or GatewayEvent.PrewarmCut => this,
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

    private GatewayState With(Circuit circuit) => this with { Circuit = circuit };

    private GatewayState WithFunction(FunctionId id, Func<WishedFunction, WishedFunction> change) =>
        this with { Functions = Functions.SetItem(id, change(Function(id))) };

    private GatewayState WithLimitsWished(
        ChangeId id, FunctionId function, ResourceConfiguration resources, string? reason,
        WishOrder? order = null) =>
        WithFunction(function, known => known.Wishing(id, resources, reason, order))
            .WithDesired(new PlatformChange.SetLimits(function, Guards.Of(function).Bound(resources)), id)
            .WithPrewarmDesired(function, id);

    // What a function had when it was first seen is what it had before anything was changed: until then its limits lane
    // waits.
    private GatewayState WithIdentified(GatewayEvent.FunctionIdentified found)
    {
        var wasMissing = Function(found.Function).IsMissing;
        var next = WithFunction(found.Function, known => known.Identified(found));
        if (!next.Histories.ContainsKey(found.Function))
            next = next with
            {
                Histories = next.Histories.Add(found.Function, new LimitsHistory(found.Resources, []))
            };
        if (wasMissing)
            foreach (var key in new[] { LaneKey.Limits(found.Function), LaneKey.KeepWarm(found.Function) })
                next = next.WithProgress(
                    key, lane => lane.Progress is LaneProgress.Abandoned ? Fresh() : lane.Progress);
        return next.WithPrewarmDesired(found.Function, new ChangeId($"identified:{found.Function}"));
    }
}
