using AquaTope.Models.Forecasting;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using Decision = AquaTope.Models.Decision<AquaTope.Models.Pools.PoolEvent, AquaTope.Models.Pools.PoolEffect>;

namespace AquaTope.Models.Pools;

/// <summary>
/// Decides, each time a window closes, how many containers of a function should be ready: asks for a forecast, lets the
/// policy turn it into containers, and wishes for those that are not warm from use anyway.
/// </summary>
public static class PoolDecider
{
    /// <param name="state">What is known of the pool.</param>
    /// <param name="command">What it is told.</param>
    /// <param name="follower">The policy's view of the pool; brought up to date with the state.</param>
    /// <param name="options">How pools are decided.</param>
    /// <param name="memoryMegabytes">The memory of one container, where it is known.</param>
    public static Decision Decide(
        PoolState state, PoolCommand command, PoolFollower follower, PoolOptions options,
        double memoryMegabytes = PoolOutlook.TypicalMegabytes) =>
        command switch
        {
            PoolCommand.CloseWindow close => Close(state, close, follower, options),
            PoolCommand.ForecastArrived arrived when IsAwaited(state, arrived.Window) =>
                Choose(
                    state, arrived.Window, arrived.Forecast, arrived.By, follower, options, memoryMegabytes),
            PoolCommand.ForecastDeclined declined when IsAwaited(state, declined.Window) =>
                Choose(state, declined.Window, null, "", follower, options, memoryMegabytes),
            PoolCommand.ForecastArrived or PoolCommand.ForecastDeclined => Decision.Nothing,
            PoolCommand.NoteForecastDrift drift =>
                Decision.Record(new PoolEvent.ForecastsDrifted(drift.Window, drift.By, drift.MeanError)),
            _ => throw new ArgumentException($"A pool knows no command {command.GetType().Name}.", nameof(command))
        };

    /// <summary>
    /// The wish that a restarted function repeats. The gateway knows it by its id; a decision that was waiting for a
    /// forecast is made when the next window closes.
    /// </summary>
    public static IEnumerable<PoolEffect> Unfinished(PoolState state)
    {
        if (state.TargetChange is { } change)
            yield return new PoolEffect.SubmitTarget(change, state.Target, state.Ready);
    }

    private static bool IsAwaited(PoolState state, WindowIndex window) =>
        state.LastClosed == window && (state.LastDecided is not { } decided || decided < window);

    private static Decision Close(
        PoolState state, PoolCommand.CloseWindow close, PoolFollower follower, PoolOptions options)
    {
        if (state.LastClosed is { } last && close.Window < last) return Decision.Nothing;
        if (state.LastClosed == close.Window && !IsAwaited(state, close.Window) && close.Busy.Count == 0)
            return Decision.Do(new PoolEffect.WindowDecided(close.Window));

        foreach (var closed in close.Busy) follower.Correct(closed.Window);
        List<PoolEvent> facts = [.. close.Busy.Select(closed => new PoolEvent.WindowClosed(closed))];
        facts.Add(new PoolEvent.WindowsPassed(close.Window));
        var next = facts.Aggregate(state, (current, fact) => current.Apply(fact));

        if (next.Demand.LastActive is { } active && close.Window - active < options.IdleAfter)
        {
            var history = new DemandHistory(
                state.Function, close.Window, next.Demand.UpTo(close.Window, options.Retention));
            return new Decision(facts, [new PoolEffect.RequestForecast(history)]);
        }

        var (fact, effects) = Settle(
            next, close.Window, 0, new TargetReason(TargetReason.Idle, null, 0, 0),
            follower.Settings is { } settings
                ? new TargetInputs(settings, options, null, PoolOutlook.TypicalMegabytes, null, null)
                : null);
        return new Decision([.. facts, fact], effects);
    }

    private static Decision Choose(
        PoolState state, WindowIndex window, Forecast? forecast, string by, PoolFollower follower, PoolOptions options,
        double memoryMegabytes)
    {
        var demand = state.Demand.UpTo(window, options.PlatformKeepAlive + 1);
        var stillWarm = KeepAlivePolicy.Highest(demand, options.PlatformKeepAlive);
        var warmBefore = KeepAlivePolicy.Highest(demand.AsSpan(0, demand.Length - 1), options.PlatformKeepAlive);
        var outlook = new PoolOutlook(state.Target + warmBefore, memoryMegabytes, forecast);
        var tracker = follower.Follow(state.Demand, window);
        var inputs = follower.Settings is { } settings
            ? new TargetInputs(
                settings, options, follower.Since, memoryMegabytes,
                forecast is null ? null : ForecastInput.Of(forecast, by), tracker.Memory)
            : null;
        var ready = tracker.Target(outlook);
        var target = Math.Clamp(ready - stillWarm, 0, options.MostContainers);

        // Where containers are kept warm by invocation, as many are invoked at once as are to be ready together.
        var together = Math.Min(ready, options.MostContainers);
        var (fact, effects) = Settle(
            state, window, target, new TargetReason(follower.PolicyName, forecast?.Mean, together, stillWarm), inputs);
        return new Decision([fact], effects);
    }

    private static (PoolEvent Fact, IReadOnlyList<PoolEffect> Effects) Settle(
        PoolState state, WindowIndex window, int target, TargetReason because, TargetInputs? inputs)
    {
        var decided = new PoolEffect.WindowDecided(window);
        if (target == state.Target) return (new PoolEvent.TargetKept(window, target), [decided]);

        var chosen = new PoolEvent.TargetChosen(window, state.Target, target, because) { Inputs = inputs };
        var change = state.Apply(chosen).TargetChange!.Value;
        return (chosen, [new PoolEffect.SubmitTarget(change, target, because.Ready), decided]);
    }
}
