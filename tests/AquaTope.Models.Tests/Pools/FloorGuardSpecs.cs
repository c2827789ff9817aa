using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Learning;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Pools;

public sealed class FloorGuardSpecs
{
    private const double Idle = 0.05;

    private static readonly KeepAlivePolicy[] Floors =
        [.. new[] { 1, 5, 10 }.Select(minutes => KeepAlivePolicy.OfMinutes(minutes, WindowLength.OneMinute))];

    [Fact]
    public void What_was_learned_is_followed_until_it_has_cost_clearly_more_than_a_floor()
    {
        var guard = new FloorGuard([1, 5, 10]);
        guard.Begin(1);

        var chosen = Follow(guard, windows: 12, demand: 1, learned: _ => 0);

        var missed = chosen.TakeWhile(ready => ready == 0).Count();
        missed.ShouldBe((int)FloorGuard.Patience + 1);
        chosen[missed..].ShouldAllBe(ready => ready == 1);
    }

    [Fact]
    public void What_was_learned_is_followed_again_once_it_has_made_up_for_its_failure()
    {
        var guard = new FloorGuard([1, 5, 10]);
        guard.Begin(0);
        // Demand of one in every twelfth window: each floor misses it, then keeps a container in vain.
        int[] timer = [.. Enumerable.Range(1, 1200).Select(window => window % 12 == 0 ? 1 : 0)];
        var chosen = timer.Select((demand, window) =>
        {
            // Wrong for the first tenth, then right.
            var ready = guard.Choose(window < 120 ? 4 : demand, forecast: null);
            guard.Settle(demand, Idle);
            return ready;
        }).ToArray();

        chosen[119].ShouldNotBe(4);
        chosen[^120..].ShouldBe(timer[^120..]);
    }

    [Fact]
    public void A_forecast_is_a_floor_too()
    {
        var guard = new FloorGuard([1, 5, 10]);
        guard.Begin(0);
        var random = new Random(7);
        var demand = Enumerable.Range(0, 300).Select(_ => random.Next(12) == 0 ? 3 : 0).ToArray();

        var chosen = demand.Select(needed =>
        {
            var ready = guard.Choose(learned: 0, forecast: needed);
            guard.Settle(needed, Idle);
            return ready;
        }).ToArray();

        chosen[^200..].ShouldBe(demand[^200..]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_series_whose_law_keeps_changing_costs_little_more_than_the_best_floor(int seed)
    {
        var demand = Changing(new Random(seed), windows: 5760);
        var policy = new AquaTopePolicy(WindowLength.OneMinute);

        Cost(policy, demand).ShouldBeLessThan(1.15 * Floors.Min(floor => Cost(floor, demand)));
    }

    [Fact]
    public void A_series_that_does_the_opposite_of_what_was_learned_costs_little_more_than_the_best_floor()
    {
        var policy = new AquaTopePolicy(WindowLength.OneMinute);
        var threshold = policy.Threshold(PoolOutlook.TypicalMegabytes);
        var model = new DemandModel();
        var demand = new List<int> { 1 };
        double learned = 1 - Idle;
        while (demand.Count < 2880)
        {
            model.Observe(demand[^1]);
            var ready = DemandModel.MostAbove(model.Chances, threshold);
            demand.Add(ready > 0 ? 0 : 1);
            learned += ready > 0 ? Idle * ready : 1 - Idle;
        }

        var floor = Floors.Min(keepAlive => Cost(keepAlive, [.. demand]));
        learned.ShouldBeGreaterThan(1.25 * floor);
        Cost(policy, [.. demand]).ShouldBeLessThan(1.15 * floor);
    }

    /// <summary>
    /// A law that holds for as long as it takes to be learned: timers of many periods, steady use, bursts and silence.
    /// </summary>
    private static int[] Changing(Random random, int windows)
    {
        var demand = new List<int> { 1 };
        while (demand.Count < windows)
        {
            var (period, width, level) = (random.Next(1, 25), random.Next(1, 4), random.Next(0, 4));
            var length = random.Next(20, 90);
            for (var i = 0; i < length; i++) demand.Add(i % period < width ? level : 0);
        }
        return [.. demand];
    }

    private static double Cost(IPrewarmPolicy policy, int[] demand)
    {
        var tracker = policy.Track();
        double cost = 0;
        var ready = 0;
        foreach (var needed in demand)
        {
            cost += needed > ready ? (1 - Idle) * (needed - ready) : Idle * (ready - needed);
            tracker.Observe(needed);
            ready = tracker.Target(new PoolOutlook(ready));
        }
        return cost;
    }

    private static int[] Follow(FloorGuard guard, int windows, int demand, Func<int, int> learned) =>
    [
        .. Enumerable.Range(0, windows).Select(window =>
        {
            var ready = guard.Choose(learned(window), forecast: null);
            guard.Settle(demand, Idle);
            return ready;
        })
    ];
}
