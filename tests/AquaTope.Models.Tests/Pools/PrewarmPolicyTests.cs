using AquaTope.Models.Forecasting;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Learning;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Pools;

public sealed class PrewarmPolicyTests
{
    [Fact]
    public void Keep_alive_holds_the_most_that_was_needed_within_its_time()
    {
        var policy = KeepAlivePolicy.OfMinutes(3, WindowLength.OneMinute);

        policy.Name.ShouldBe("keepalive-3m");
        policy.Target([9, 2, 4, 1], new PoolOutlook(0)).ShouldBe(4);
        policy.Target([9, 2], new PoolOutlook(0)).ShouldBe(9);
        policy.Target([], new PoolOutlook(5)).ShouldBe(0);
    }

    [Theory]
    [InlineData(60, 10)]
    [InlineData(90, 7)]
    [InlineData(300, 2)]
    [InlineData(3600, 1)]
    public void Keep_alive_counts_its_minutes_in_whole_windows(int windowSeconds, int windows) =>
        KeepAlivePolicy.OfMinutes(10, WindowLength.FromSeconds(windowSeconds)).History.ShouldBe(windows);

    [Theory]
    [InlineData(4, 4, 4)]
    [InlineData(4, 3, 5)]
    [InlineData(4, 1, 7)]
    [InlineData(9, 0, 13)]
    public void Openwhisk_adds_a_stem_cell_for_each_cold_start_up_to_four(int needed, int ready, int target)
    {
        var policy = new OpenWhiskReactivePolicy(WindowLength.OneMinute, StemCells.OfOneFunction);

        policy.Target([0, needed], new PoolOutlook(ready)).ShouldBe(target);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(40, 4)]
    public void The_stock_manifest_wants_one_to_four_stem_cells(int coldStarts, int stemCells) =>
        StemCells.Stock.Desired(coldStarts).ShouldBe(stemCells);

    [Fact]
    public void Stem_cells_grow_by_increments_at_each_threshold() =>
        Enumerable.Range(0, 8).Select(new StemCells(1, 5, threshold: 3, increment: 2).Desired)
            .ShouldBe([1, 1, 1, 2, 2, 2, 4, 4]);

    [Theory]
    [InlineData(-1, 4, 1, 1)]
    [InlineData(5, 4, 1, 1)]
    [InlineData(0, 0, 1, 1)]
    [InlineData(0, 4, 0, 1)]
    [InlineData(0, 4, 1, 0)]
    [InlineData(0, 4, 1, 5)]
    public void Stem_cells_that_the_platform_would_refuse_are_refused(
        int minimum, int maximum, int threshold, int increment) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new StemCells(minimum, maximum, threshold, increment));

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.9, 5)]
    [InlineData(0.7, 4)]
    public void A_forecast_is_met_with_the_chosen_probability(double headroom, int target)
    {
        var policy = Forecasting(headroom);
        var forecast = Forecast.FromQuantiles(mean: 2.5, [0.5, 0.9], [2.0000000001, 5]);

        policy.Target([1], new PoolOutlook(1, Forecast: forecast)).ShouldBe(target);
    }

    [Fact]
    public void Without_a_forecast_the_fallback_decides() =>
        Forecasting(0.9).Target([3, 1], new PoolOutlook(1)).ShouldBe(3);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Headroom_is_a_probability(double headroom) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Forecasting(headroom));

    [Fact]
    public void A_forecast_below_zero_asks_for_nothing() =>
        Forecasting(0.5).Target([1], new PoolOutlook(1, Forecast: Forecast.Certain(-3))).ShouldBe(0);

    [Property(MaxTest = 30)]
    public bool No_policy_wants_fewer_than_none_and_the_same_windows_always_get_the_same_targets(byte[] demand) =>
        PrewarmPolicies.Names.All(name =>
        {
            var targets = Targets(name, demand);
            return targets.All(target => target >= 0) && targets.SequenceEqual(Targets(name, demand));
        });

    [Property(MaxTest = 30)]
    public bool No_policy_sees_the_future(byte[] past, byte[] future, byte[] otherFuture) =>
        PrewarmPolicies.Names.All(name =>
            Targets(name, [1, .. past, .. future]).Take(past.Length + 1)
                .SequenceEqual(Targets(name, [1, .. past, .. otherFuture]).Take(past.Length + 1)));

    [Property(MaxTest = 30)]
    public bool Need_is_a_chance_that_does_not_rise_with_the_number(byte[] demand) =>
        PrewarmPolicies.Names.All(name =>
        {
            var tracker = Create(name).Track();
            foreach (var containers in demand.SkipWhile(containers => containers == 0))
            {
                tracker.Observe(containers);
                tracker.Target(new PoolOutlook(0));
            }
            var needs = Enumerable.Range(1, 40).Select(tracker.Need).ToArray();
            return needs.All(need => need is >= 0 and <= 1) && needs.SequenceEqual(needs.OrderDescending());
        });

    [Fact]
    public void What_is_never_needed_is_no_chance_also_within_a_group_of_containers()
    {
        DemandModel.AtLeast([0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 15).ShouldBe(0);
    }

    [Fact]
    public void An_unknown_name_names_no_policy() =>
        PrewarmPolicies.TryCreate("keepalive", WindowLength.OneMinute, out _).ShouldBeFalse();

    private static IPrewarmPolicy Create(string name)
    {
        PrewarmPolicies.TryCreate(name, WindowLength.OneMinute, out var policy).ShouldBeTrue();
        return policy;
    }

    // A tracker begins with the first window that has demand, as in a replay and in a live pool.
    private static int[] Targets(string name, byte[] demand)
    {
        var tracker = Create(name).Track();
        var ready = 0;
        var targets = new List<int>();
        foreach (var containers in demand.SkipWhile(containers => containers == 0))
        {
            tracker.Observe(containers);
            ready = tracker.Target(new PoolOutlook(ready));
            targets.Add(ready);
        }
        return [.. targets];
    }

    private static ForecastPolicy Forecasting(double headroom) =>
        new("forecast", headroom, KeepAlivePolicy.OfMinutes(10, WindowLength.OneMinute));
}
