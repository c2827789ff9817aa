using AquaTope.Models.Decisions;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Identity;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Tests.Decisions;

/// <summary>Every target that a pool ever chose is chosen again from its journal.</summary>
public sealed class PoolReplaySpecs
{
    private const int Windows = 900;

    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");
    private static readonly IForecaster Forecaster = new MovingAverageForecaster(30);

    public static TheoryData<string, bool, int> Pools
    {
        get
        {
            var pools = new TheoryData<string, bool, int>();
            // What the platform keeps by itself outlasts a keep-alive of a minute: nothing is ever asked for.
            foreach (var policy in PrewarmPolicies.Names.Except(["keepalive-1m"]))
                foreach (var isForecast in new[] { false, true })
                    pools.Add(policy, isForecast, 1);
            return pools;
        }
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public void Every_target_is_chosen_again_through_restarts_corrections_and_changed_memory(
        string policy, bool isForecast, int seed)
    {
        var journal = Live(policy, isForecast, seed);

        var chosen = 0;
        for (var i = 0; i < journal.Count; i++)
            if (journal[i] is PoolEvent.TargetChosen target)
            {
                var explanation = PoolReplay.Explain(Resize, journal.Take(i), target);
                explanation.Verdict.ShouldBe(
                    Verdict.Same, $"{explanation.Why}: {explanation.Then} / {explanation.Now}");
                chosen++;
            }
        chosen.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void A_target_that_was_tampered_with_is_found_out()
    {
        var journal = Live("aquatope", isForecast: true, seed: 1);
        var at = journal.FindLastIndex(fact => fact is PoolEvent.TargetChosen { Inputs.LearnedSince: not null });
        var target = (PoolEvent.TargetChosen)journal[at];

        var explanation = PoolReplay.Explain(Resize, journal.Take(at), target with { Target = target.Target + 1 });

        explanation.Verdict.ShouldBe(Verdict.Different);
        explanation.Now.ShouldNotBeNull();
    }

    [Fact]
    public void What_a_release_kept_no_inputs_of_is_said_not_to_be_repeatable()
    {
        var target = new PoolEvent.TargetChosen(new WindowIndex(3), 0, 1, new TargetReason("aquatope", null, 1, 0));

        PoolReplay.Explain(Resize, [], target).Verdict.ShouldBe(Verdict.Unrepeatable);
    }

    // A pool's life: bursts, pauses longer than it is forecast for and than demand is retained, restarts that forget
    // what was learned, a window corrected afterwards, and containers of another size.
    private static List<PoolEvent> Live(string name, bool isForecast, int seed)
    {
        var window = WindowLength.OneMinute;
        PrewarmPolicies.TryCreate(name, window, out var policy).ShouldBeTrue();
        var options = new PoolOptions { Retention = 150, IdleAfter = 100, PlatformKeepAlive = 3, MostContainers = 12 };
        var random = new Random(seed);
        var follower = Follower();
        var state = PoolState.New(Resize, options);
        var (journal, megabytes) = (new List<PoolEvent>(), PoolOutlook.TypicalMegabytes);
        for (var index = 0L; index < Windows; index++)
        {
            if (random.Next(150) == 0) follower = Follower();
            if (random.Next(200) == 0) megabytes = random.Next(1, 9) * 128;
            List<ClosedWindow> busy = [];
            if (index > 0 && random.Next(100) == 0) busy.Add(Closed(index - 1, random.Next(1, 6)));
            if (index % 350 < 140 && random.Next(4) == 0) busy.Add(Closed(index, random.Next(1, 9)));
            foreach (var effect in Step(new PoolCommand.CloseWindow(new WindowIndex(index), busy)))
                if (effect is PoolEffect.RequestForecast { History: var history })
                    Step(isForecast && random.Next(10) > 0
                        ? new PoolCommand.ForecastArrived(
                            history.LastWindow, Forecaster.Predict([history])[0], Forecaster.Name)
                        : new PoolCommand.ForecastDeclined(history.LastWindow, "busy"));
        }
        return journal;

        PoolFollower Follower() => new(policy, options.Retention, PolicySettings.Of(policy, window));

        IReadOnlyList<PoolEffect> Step(PoolCommand command)
        {
            var decision = PoolDecider.Decide(state, command, follower, options, megabytes);
            state = decision.Events.Aggregate(state, (at, fact) => at.Apply(fact));
            journal.AddRange(decision.Events.Where(fact => fact is PoolEvent.WindowClosed or PoolEvent.TargetChosen));
            return decision.Effects;
        }
    }

    private static ClosedWindow Closed(long window, int demand) =>
        new(new WindowIndex(window), demand, 0, demand, []);
}
