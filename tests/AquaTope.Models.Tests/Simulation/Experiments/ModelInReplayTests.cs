using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Neural.Hybrid;
using AquaTope.Models.Identity;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation.Experiments;
using AquaTope.Models.Telemetry;
using static AquaTope.Models.Tests.Forecasting.Neural.SmallModels;

namespace AquaTope.Models.Tests.Simulation.Experiments;

/// <summary>A replay with a trained model wants ready what a node with that model wants ready.</summary>
public sealed class ModelInReplayTests
{
    private const int Windows = 300;
    private const int Megabytes = 256;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_replay_and_the_decider_of_a_node_choose_the_same_for_the_same_demand(int seed)
    {
        using var model = new HybridEstimator(SmallHybrid(epochs: 2)).Learn(
            Set(Sine(300), Timer(300, 5, "a"), Timer(300, 12, "b")), seed: 1);
        var demand = Bursts(seed);

        var (replayed, decided) = (Replay(model, demand), Decide(model, demand));

        decided.Count.ShouldBeGreaterThan(20);
        decided.Values.Distinct().Count().ShouldBeGreaterThan(2);
        foreach (var (window, ready) in decided) replayed[window].ShouldBe(ready, $"after window {window}");
    }

    private static AquaTopePolicy Policy => (AquaTopePolicy)(PrewarmPolicies.TryCreate(
        AquaTopePolicy.DefaultName, WindowLength.OneMinute, out var policy)
        ? policy
        : throw new InvalidOperationException("There is no policy aquatope."));

    private static int[] Replay(IForecaster model, int[] demand)
    {
        var fleet = FleetForecaster.Trained(model, WindowLength.OneMinute);
        var pool = new ContenderPool(Contender.Of(Policy, forecaster: fleet), lead: null);
        return
        [
            .. demand.Select(containers =>
            {
                fleet.Observe([containers], CancellationToken.None);
                pool.Observe(containers);
                return pool.Wish(Megabytes, fleet.Of(0)).Containers;
            })
        ];
    }

    private static Dictionary<int, int> Decide(IForecaster model, int[] demand)
    {
        var options = new PoolOptions { PlatformKeepAlive = 1 };
        var follower = new PoolFollower(Policy, options.Retention);
        var state = PoolState.New(FunctionId.Parse("guest/function"), options);
        var ready = new Dictionary<int, int>();
        for (var window = 0; window < demand.Length; window++)
        {
            var index = new WindowIndex(window);
            IReadOnlyList<ClosedWindow> busy = demand[window] == 0
                ? []
                : [new ClosedWindow(index, demand[window], 0, demand[window], [])];
            foreach (var effect in Step(new PoolCommand.CloseWindow(index, busy)))
                if (effect is PoolEffect.RequestForecast { History: var history })
                    Step(new PoolCommand.ForecastArrived(index, model.Predict([history])[0]));
        }
        return ready;

        IReadOnlyList<PoolEffect> Step(PoolCommand command)
        {
            var decision = PoolDecider.Decide(state, command, follower, options, Megabytes);
            state = decision.Events.Aggregate(state, (current, fact) => current.Apply(fact));
            foreach (var chosen in decision.Events.OfType<PoolEvent.TargetChosen>())
                ready[(int)chosen.Window.Value] = chosen.Because.Ready;
            return decision.Effects;
        }
    }

    private static int[] Bursts(int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, Windows)
                .Select(window => window % 60 < 25 && random.Next(3) > 0 ? random.Next(1, 6) : 0)
        ];
    }
}
