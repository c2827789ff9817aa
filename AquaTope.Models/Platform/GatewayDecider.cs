using AquaTope.Models.Platform.Guards;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Wishes;
using Decision =
    AquaTope.Models.Decision<AquaTope.Models.Platform.GatewayEvent, AquaTope.Models.Platform.GatewayEffect>;

namespace AquaTope.Models.Platform;

/// <summary>
/// Turns wishes into calls: accepts every wish at once, lets the newest wish of a lane win, keeps at most so many calls
/// under way, retries what went unanswered, and leaves a platform alone that has not answered for long.
/// </summary>
public static partial class GatewayDecider
{
    public static Decision Decide(GatewayState state, GatewayCommand command, GatewayOptions options) => command switch
    {
        GatewayCommand.Submit submit => Submit(state, submit, options),
        GatewayCommand.Describe describe => Describe(state, describe, options),
        GatewayCommand.LearnCatalog learn => Follow(
            state, [new GatewayEvent.CatalogLearned(learn.Workflows)], [], learn.Now, options),
        GatewayCommand.Identify identify => Identify(state, identify, options),
        GatewayCommand.Conclude conclude => Conclude(state, conclude, options),
        GatewayCommand.Halt halt => Halt(state, halt),
        GatewayCommand.Resume resume => Resume(state, resume, options),
        GatewayCommand.RollBack rollback => RollBack(state, rollback, options),
        GatewayCommand.Note note => state.Impositions.TryGetValue(note.Cause, out var told)
                                    && told.Untold.Contains(note.Workflow)
            ? Note(state, note)
            : Decision.Nothing,
        GatewayCommand.Remind remind => Remind(state, remind, options),
        GatewayCommand.Try asked => Try(state, asked, options),
        GatewayCommand.EndTrial over => EndTrial(state, over, options),
        GatewayCommand.Inspect => Inspect(state),
        GatewayCommand.Compare compare => Compare(state, compare, options),
        GatewayCommand.Wake wake => Follow(state, Due(state, wake.Now, options), [], wake.Now, options),
        _ => throw new ArgumentException($"The gateway knows no command {command.GetType().Name}.", nameof(command))
    };

    /// <summary>Whether a later life of the gateway must know the fact.</summary>
    public static bool IsDurable(GatewayEvent fact) => fact switch
    {
        GatewayEvent.CallStarted started => started.Lane == LaneKey.StemCells,
        GatewayEvent.PlatformDescribed or GatewayEvent.CatalogLearned or GatewayEvent.StemCellsSeen
            or GatewayEvent.CallUnanswered or GatewayEvent.RetryDue or GatewayEvent.TrialHeard => false,
        _ => true
    };

    /// <summary>
    /// What a restarted gateway asks again: what the platform can do, which workflows there are, and kinds not known
    /// yet. Lanes whose calls were under way are waiting again, and are called once platform and catalog have answered.
    /// </summary>
    public static IEnumerable<GatewayEffect> Unfinished(GatewayState state)
    {
        yield return new GatewayEffect.AskCapabilities();
        yield return new GatewayEffect.AskCatalog();
        foreach (var tell in Tell(state)) yield return tell;
        foreach (var (function, known) in state.InOrder)
            if (known.Kind is null)
                yield return new GatewayEffect.LookUp(function);
    }

    private static Decision Submit(GatewayState state, GatewayCommand.Submit submit, GatewayOptions options)
    {
        var known = state.Function(submit.Wish.Function);
        if (known.HasHeardOf(submit.Wish.Order) || known.HasReplaced(submit.Wish.Order)) return Decision.Nothing;
        GatewayEvent? wished = submit.Wish switch
        {
            PlatformWish.Prewarm prewarm when known.LastPrewarm != submit.Id =>
                new GatewayEvent.PrewarmWished(
                    submit.Id, prewarm.Function, prewarm.Containers, prewarm.Together, prewarm.Order),
            PlatformWish.Limits limits when known.LastLimits != submit.Id && !state.IsHeld(limits.Function) =>
                new GatewayEvent.LimitsWished(submit.Id, limits.Function, limits.Resources, limits.Order),
            _ => null
        };
        if (wished is null) return Decision.Nothing;

        IReadOnlyList<GatewayEffect> lookUp = known.Kind is null
            ? [new GatewayEffect.LookUp(submit.Wish.Function)]
            : [];
        return Follow(
            state, [wished, .. GuardCuts.Of(state.Apply(wished), submit.Wish.Function, submit.Id)], lookUp, submit.Now,
            options);
    }

    // How much of its memory a function may keep ready is known from here on.
    private static Decision Identify(GatewayState state, GatewayCommand.Identify identify, GatewayOptions options)
    {
        var identified = new GatewayEvent.FunctionIdentified(identify.Function, identify.Kind, identify.Resources);
        var cuts = state.Function(identify.Function).LastPrewarm is { } wish
            ? GuardCuts.Of(state.Apply(identified), identify.Function, wish)
            : [];
        return Follow(state, [identified, .. cuts], [], identify.Now, options);
    }

    private static Decision RollBack(GatewayState state, GatewayCommand.RollBack rollback, GatewayOptions options)
    {
        var order = rollback.Order;
        if (order.Resolve(state).Target is not { } target) return Decision.Nothing;
        var fact = new GatewayEvent.LimitsRolledBack(
            $"rollback:{state.Rollbacks + 1}", order.Subject, target.Cause, target.Limits,
            [.. target.Limits.SelectMany(limits => state.UsersOf(limits.Function)).Distinct()], order.By, order.Why,
            rollback.Now);
        return Follow(state, [fact], [.. Tell(state.Apply(fact))], rollback.Now, options);
    }

    private static Decision Inspect(GatewayState state) =>
        state.Platform is null || state.Managed is null || state.Functions.IsEmpty
            ? Decision.Nothing
            : Decision.Do(new GatewayEffect.LookAt(
                [
                    .. state.Functions.Where(entry => entry.Value.Kind is not null).Select(entry => entry.Key)
                        .OrderBy(function => function.Value, StringComparer.Ordinal)
                ])
            {
                StemCells = state.StemCellsApplied
            });

    private static Decision Compare(GatewayState state, GatewayCommand.Compare compare, GatewayOptions options)
    {
        List<GatewayEvent> facts =
        [
            .. Reconciler.Compare(state, compare.Seen, compare.Began, compare.Now, options.Reconcile.OnDrift),
            .. StemCellReconciler.Compare(
                state, compare.StemCells, compare.Began, compare.Now, options.Reconcile.OnDrift)
        ];
        return facts.Count == 0
            ? Decision.Nothing
            : Follow(
                state, facts, [.. Tell(facts.Aggregate(state, (current, fact) => current.Apply(fact)))], compare.Now,
                options);
    }

    // A workflow is told of the next once it knows of one: it can tell late copies by their order then.
    private static IEnumerable<GatewayEffect> Tell(GatewayState state) =>
        from told in state.Impositions.Values
            .SelectMany(imposition => imposition.Untold, (imposition, workflow) => (imposition, workflow))
            .GroupBy(pair => pair.workflow).OrderBy(pairs => pairs.Key.Value, StringComparer.Ordinal)
        select new GatewayEffect.TellWorkflow(told.Key, told.MinBy(pair => pair.imposition.Order).imposition);

    private static Decision Note(GatewayState state, GatewayCommand.Note note)
    {
        var noted = new GatewayEvent.ImpositionNoted(note.Cause, note.Workflow, note.Imposed);
        return new Decision(
            [noted],
            [
                .. Tell(state.Apply(noted)).OfType<GatewayEffect.TellWorkflow>()
                    .Where(tell => tell.Workflow == note.Workflow)
            ]);
    }

    // Also what begins after a restart: containers that were kept warm before it may be due by now.
    private static Decision Describe(GatewayState state, GatewayCommand.Describe describe, GatewayOptions options)
    {
        var described = new GatewayEvent.PlatformDescribed(describe.Platform);
        return Follow(
            state, [described, .. Due(state.Apply(described), describe.Now, options)],
            [new GatewayEffect.WakeAt(describe.Now + options.WarmingInterval), .. Steps(state)], describe.Now, options);
    }

    private static IEnumerable<GatewayEffect> Steps(GatewayState state) =>
        from lane in state.Lanes.Values
        where lane.Progress is LaneProgress.Stepping
        select new GatewayEffect.WakeAt(((LaneProgress.Stepping)lane.Progress).At);

    private static Decision Conclude(GatewayState state, GatewayCommand.Conclude conclude, GatewayOptions options)
    {
        // An answer to a call of an earlier life of the gateway: the lane is no longer waiting for it.
        if (!state.Lanes.TryGetValue(conclude.Lane, out var lane)
            || lane.Progress is not LaneProgress.InFlight flight || flight.Change != conclude.Id)
            return Decision.Nothing;

        switch (conclude.Outcome)
        {
            case PlatformOutcome.Applied applied:
                var success = new GatewayEvent.ChangeApplied(
                    conclude.Id, conclude.Change, applied.Changed, conclude.Now);
                return Follow(
                    state, [success],
                    conclude.Change switch
                    {
                        PlatformChange.KeepWarm { Containers: > 0 } =>
                            [new GatewayEffect.WakeAt(conclude.Now + options.WarmingInterval)],
                        PlatformChange.SetLimits when state.Apply(success).Lanes[conclude.Lane].Progress
                            is LaneProgress.Stepping(var next) => [new GatewayEffect.WakeAt(next)],
                        _ => []
                    },
                    conclude.Now, options);
            case PlatformOutcome.Differs differs when conclude.Change is PlatformChange.SetLimits(var function, _):
                return Follow(
                    state, [Reconciler.Stumbled(state, function, differs.Observed, conclude.Now)], [], conclude.Now,
                    options);
            case PlatformOutcome.Refused refused:
                return Follow(
                    state, [new GatewayEvent.ChangeAbandoned(conclude.Id, conclude.Lane, refused.Reason)], [],
                    conclude.Now, options);
            case PlatformOutcome.Unreachable unreachable:
                var retryAt = conclude.Now + options.Retry.DelayAfter(conclude.Lane, flight.FailedAttempts + 1);
                var circuit = AfterFailure(state.Circuit, conclude.Now, options);
                var wakeAt = circuit is Circuit.Broken broken && broken.Until > retryAt ? broken.Until : retryAt;
                return Follow(
                    state,
                    [new GatewayEvent.CallUnanswered(conclude.Lane, unreachable.Reason, retryAt, circuit)],
                    [new GatewayEffect.WakeAt(wakeAt)], conclude.Now, options);
            default:
                throw new ArgumentException($"Unknown outcome {conclude.Outcome.GetType().Name}.", nameof(conclude));
        }
    }

    // Calls that are out cannot be called back; no other starts.
    private static Decision Halt(GatewayState state, GatewayCommand.Halt halt) => state.Halt is null
        ? Decision.Record(new GatewayEvent.ChangesHalted(halt.Why, halt.By, halt.Now))
        : Decision.Nothing;

    private static Decision Resume(GatewayState state, GatewayCommand.Resume resume, GatewayOptions options)
    {
        if (state.Halt is null) return Decision.Nothing;
        var resumed = new GatewayEvent.ChangesResumed(resume.Why, resume.By, resume.Now);
        return Follow(
            state, [resumed, .. Due(state.Apply(resumed), resume.Now, options)], [], resume.Now, options);
    }

    private static Circuit AfterFailure(Circuit circuit, DateTimeOffset now, GatewayOptions options) => circuit switch
    {
        Circuit.Closed closed when closed.ConsecutiveFailures + 1 < options.FailuresToBreak =>
            new Circuit.Closed(closed.ConsecutiveFailures + 1),
        Circuit.Broken broken => broken,
        _ => new Circuit.Broken(now + options.BreakFor)
    };

    // Lanes whose delay is over, and warm containers that would soon be let go.
    private static List<GatewayEvent> Due(GatewayState state, DateTimeOffset now, GatewayOptions options)
    {
        var due = new List<GatewayEvent>();
        foreach (var (key, lane) in state.Lanes.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal))
            if (lane.Progress is LaneProgress.Retrying retrying && retrying.At <= now
                || lane.Progress is LaneProgress.Stepping stepping && stepping.At <= now
                || lane.Progress is LaneProgress.Settled settled
                    && lane.Desired is PlatformChange.KeepWarm { Containers: > 0 }
                    && settled.At + options.WarmingInterval <= now)
                due.Add(new GatewayEvent.RetryDue(key));
        return due;
    }

    // After the facts, start whatever calls have become possible; calls of one decision
    // start in the order of their lanes.
    private static Decision Follow(
        GatewayState state, List<GatewayEvent> facts, IReadOnlyList<GatewayEffect> effects, DateTimeOffset now,
        GatewayOptions options)
    {
        var next = facts.Aggregate(state, (current, fact) => current.Apply(fact));
        var allFacts = new List<GatewayEvent>(facts);
        var allEffects = new List<GatewayEffect>(effects);

        // With ten thousand functions most commands come while nothing can be called; the lanes are not looked at then.
        var free = next.MayCallAny ? FreeCalls(next, now, options) : 0;
        if (free == 0) return new Decision(allFacts, allEffects);
        var changes = ChangePace.Left(next, now);
        foreach (var (key, lane) in next.Lanes
                     .Where(entry => entry.Value.Progress is LaneProgress.Waiting && next.MayCall(entry.Value))
                     .OrderBy(entry => entry.Key.Value, StringComparer.Ordinal))
        {
            if (ChangePace.Counts(lane.Desired) && changes-- <= 0) continue;
            allFacts.Add(new GatewayEvent.CallStarted(key, lane.Because, now));
            allEffects.Add(new GatewayEffect.Call(key, lane.Because, NextOf(next, lane.Desired)));
            if (--free == 0) break;
        }
        if (changes < 0 && free > 0) allEffects.Add(new GatewayEffect.WakeAt(ChangePace.NextAt(
            allFacts.Skip(facts.Count).Aggregate(next, (current, fact) => current.Apply(fact)), now)));
        return new Decision(allFacts, allEffects);
    }

    // Where steps have a largest size, they start from what the platform has, which somebody may have changed unseen.
    private static PlatformChange NextOf(GatewayState state, PlatformChange desired)
    {
        if (desired is not PlatformChange.SetLimits(var function, var resources) || state.Guards.LargestStep is null)
            return desired;
        var present = state.Function(function).Present;
        return new PlatformChange.SetLimits(function, state.Guards.Step(present, resources)) { From = present };
    }

    private static int FreeCalls(GatewayState state, DateTimeOffset now, GatewayOptions options) => state switch
    {
        { Circuit: Circuit.Closed } => options.ConcurrentCalls - state.CallsInFlight,
        { Circuit: Circuit.Broken broken } when broken.Until <= now && state.CallsInFlight == 0 => 1,
        _ => 0
    };
}
