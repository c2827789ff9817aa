using System.Globalization;
using AquaTope.Models.Identity;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Decisions;

/// <summary>Decides a target again, from the journal of its function.</summary>
public static class PoolReplay
{
    /// <summary>The levels at which a forecast is told.</summary>
    private static readonly double[] ToldLevels = [0.05, 0.5, 0.95];

    /// <param name="function">Whose pool it is.</param>
    /// <param name="before">Everything that the function's journal held when the target was decided.</param>
    /// <param name="decided">The target.</param>
    public static Explanation Explain(
        FunctionId function, IEnumerable<PoolEvent> before, PoolEvent.TargetChosen decided)
    {
        if (decided.Inputs is not { } inputs)
            return Explanation.Unrepeatable(
                "the release that decided it did not keep what it decided from", Words(decided));

        // The whole demand, since the policy may remember windows that the function's own state has let go.
        var state = before.Aggregate(
            PoolState.New(function, inputs.Options with { Retention = int.MaxValue }), (at, fact) => at.Apply(fact));
        var told = Inputs(state, decided, inputs);
        if (decided.Because.Policy == TargetReason.Idle) return Compare(DecideIdle(state, decided.Window, inputs));
        if (!PrewarmPolicies.TryCreate(
                inputs.Policy.Name, WindowLength.FromSeconds(inputs.Policy.WindowSeconds), out var policy,
                inputs.Policy.Headroom ?? AquaTopePolicy.DefaultHeadroom))
            return Explanation.Unrepeatable($"this release has no policy {inputs.Policy.Name}", Words(decided), told);

        var follower = new PoolFollower(policy, inputs.Options.Retention, inputs.Policy);
        follower.Return(state.Demand, inputs.LearnedSince!.Value, decided.Window, inputs.Memory);
        return Compare(Decide(state, decided.Window, inputs, follower));

        Explanation Compare(PoolEvent.TargetChosen? now) => Explanation.Compare(decided, now, Words, told);
    }

    private static PoolEvent.TargetChosen? Decide(
        PoolState state, WindowIndex window, TargetInputs inputs, PoolFollower follower)
    {
        PoolCommand command = inputs.Forecast is { } forecast
            ? new PoolCommand.ForecastArrived(window, forecast.ToForecast(), forecast.By)
            : new PoolCommand.ForecastDeclined(window, "");
        return PoolDecider.Decide(
                state.Apply(new PoolEvent.WindowsPassed(window)), command, follower, inputs.Options,
                inputs.MemoryMegabytes)
            .Events.OfType<PoolEvent.TargetChosen>().FirstOrDefault();
    }

    private static PoolEvent.TargetChosen? DecideIdle(PoolState state, WindowIndex window, TargetInputs inputs) =>
        PoolDecider.Decide(
                state, new PoolCommand.CloseWindow(window, []),
                new PoolFollower(new KeepAlivePolicy(inputs.Policy.Name, 1), inputs.Options.Retention, inputs.Policy),
                inputs.Options)
            .Events.OfType<PoolEvent.TargetChosen>().FirstOrDefault();

    private static List<ExplanationInput> Inputs(PoolState state, PoolEvent.TargetChosen decided, TargetInputs inputs)
    {
        var recent = state.Demand.UpTo(decided.Window, inputs.Options.PlatformKeepAlive);
        List<ExplanationInput> told =
        [
            new("policy", Words(inputs.Policy)),
            new("demand", $"{string.Join(' ', recent)} containers in the last {recent.Length} windows"),
            new("target before", Text($"{decided.From} containers beyond the warm ones")),
            new("container", Text($"{inputs.MemoryMegabytes} MB")),
            new(
                "options",
                Text($"used containers stay warm for {inputs.Options.PlatformKeepAlive} windows, ")
                + Text($"at most {inputs.Options.MostContainers} are asked for, ")
                + Text($"none after {inputs.Options.IdleAfter} windows without demand"))
        ];
        if (inputs.LearnedSince is { } since)
            told.Insert(1, new("learned", Text($"from window {since} to {decided.Window}")));
        if (inputs.Forecast is { } forecast)
            told.Add(new("forecast", Words(forecast)));
        if (inputs.Memory is { } memory)
            told.Add(new("experience", Words(memory)));
        return told;
    }

    private static string Words(PoolEvent.TargetChosen chosen) =>
        Text($"{chosen.From} -> {chosen.Target} after window {chosen.Window}: {chosen.Because}");

    private static string Words(PolicySettings policy) =>
        Text($"{policy.Name}{(policy.Headroom is null ? "" : " with headroom ")}{policy.Headroom}, ")
        + Text($"windows of {policy.WindowSeconds} s");

    private static string Words(ForecastInput forecast)
    {
        var quantiles = ToldLevels.Select(level => Text($"{forecast.ToForecast().Quantile(level):0.###} ({level})"));
        return Text($"{forecast.By}: mean {forecast.Mean:0.###}, quantiles {string.Join(", ", quantiles)}");
    }

    private static string Words(PolicyMemory memory) =>
        Text($"rules cost {string.Join(' ', memory.Costs.Select(cost => Text($"{cost:0.###}")))}, ")
        + Text($"rule {memory.Followed} is followed, forecasts are believed by {memory.Trust:0.###}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
