using AquaTope.Models.Forecasting;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Pools;

/// <summary>The laws of the policies of others, on demand for which they can be told by hand.</summary>
public sealed class PolicyLawSpecs
{
    [Fact]
    public void Histogram_lets_go_after_a_use_and_is_ready_when_a_timer_is_due()
    {
        var targets = Targets(new HistogramPolicy(WindowLength.OneMinute), Timer(period: 30, uses: 20));

        // Idle for 29 minutes between uses: ready from 26 (29 less a tenth) to 32 windows without use.
        var last = targets[^30..];
        last[..26].ShouldAllBe(target => target == 0);
        last[26..].ShouldAllBe(target => target == 1);
    }

    [Fact]
    public void Histogram_keeps_alive_for_ten_minutes_while_it_knows_no_idle_times()
    {
        var targets = Targets(new HistogramPolicy(WindowLength.OneMinute), [3, .. new int[12]]);

        targets[..10].ShouldAllBe(target => target == 3);
        targets[10..].ShouldAllBe(target => target == 0);
    }

    [Fact]
    public void Histogram_keeps_alive_where_idle_times_are_spread_over_all_bins()
    {
        // Idle times from 1 to 200 once each: the counts of the bins hardly vary.
        var demand = Enumerable.Range(1, 200).SelectMany(idle => (int[])[.. new int[idle], 1]).Prepend(1).ToArray();

        var targets = Targets(new HistogramPolicy(WindowLength.OneMinute), [.. demand, .. new int[12]]);

        targets[^13..^3].ShouldAllBe(target => target == 1);
        targets[^3..].ShouldAllBe(target => target == 0);
    }

    [Fact]
    public void Histogram_forecasts_idle_times_that_lie_beyond_its_range()
    {
        // Idle for 299 minutes: ready from 254 (less 15 %) to 344 (plus 15 %).
        var targets = Targets(new HistogramPolicy(WindowLength.OneMinute), Timer(period: 300, uses: 5));

        var last = targets[^300..];
        last[..254].ShouldAllBe(target => target == 0);
        last[254..].ShouldAllBe(target => target == 1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(40)]
    public void Fft_continues_a_period_that_divides_its_length(int period)
    {
        var demand = Enumerable.Range(0, 360).Select(minute => minute % period < period / 2 ? 3 : 1).ToArray();

        var targets = Targets(new FourierPolicy(), demand);

        for (var i = 240; i + 1 < demand.Length; i++)
            targets[i].ShouldBeInRange(demand[i + 1], demand[i + 1] + 1, $"after minute {i}");
    }

    [Fact]
    public void Fft_of_constant_demand_is_that_demand() =>
        Targets(new FourierPolicy(), [.. Enumerable.Repeat(4, 300)])[130..].ShouldAllBe(target => target == 4);

    [Fact]
    public void Fft_follows_a_trend()
    {
        var targets = Targets(new FourierPolicy(), [.. Enumerable.Range(1, 300)]);

        targets[^1].ShouldBe(301);
    }

    [Fact]
    public void Markov_expects_what_followed_on_the_present_number_before()
    {
        var targets = Targets(new MarkovPolicy(), [1, 5, 1, 5, 1, 5, 0]);

        targets.ShouldBe([0, 0, 5, 1, 5, 1, 0]);
    }

    [Fact]
    public void Markov_rounds_expectations_up() =>
        Targets(new MarkovPolicy(), [1, 4, 1, 1, 1])[^1].ShouldBe(2, "4, 1 and 1 followed on 1");

    [Fact]
    public void Ets_settles_on_constant_demand_and_lets_go_when_it_ends()
    {
        var targets = Targets(new SmoothingPolicy(), [.. Enumerable.Repeat(3, 50), .. new int[200]]);

        targets[49].ShouldBe(3);
        targets[^1].ShouldBe(0);
    }

    [Fact]
    public void A_gap_table_knows_a_timer_by_its_gap()
    {
        var targets = Targets(new GapTablePolicy(), Timer(period: 6, uses: 40));

        targets[^6..].ShouldBe([0, 0, 0, 0, 0, 1]);
    }

    [Fact]
    public void A_mean_forecast_is_rounded_up_whatever_its_spread()
    {
        var policy = new MeanForecastPolicy("reference", KeepAlivePolicy.OfMinutes(10, WindowLength.OneMinute));
        var forecast = Forecast.FromQuantiles(2.3, [0.01, 0.99], [0, 40]);

        policy.Target([1, 9, 3], new PoolOutlook(0, Forecast: forecast)).ShouldBe(3);
    }

    [Fact]
    public void Without_a_mean_forecast_containers_are_kept_alive()
    {
        var policy = new MeanForecastPolicy("reference", KeepAlivePolicy.OfMinutes(10, WindowLength.OneMinute));

        policy.Target([1, 4, 2], new PoolOutlook(0)).ShouldBe(4);
        policy.Target([], new PoolOutlook(0)).ShouldBe(0);
    }

    private static int[] Timer(int period, int uses) =>
        [.. Enumerable.Range(0, period * uses).Select(minute => minute % period == 0 ? 1 : 0)];

    private static int[] Targets(IPrewarmPolicy policy, IEnumerable<int> demand)
    {
        var tracker = policy.Track();
        return
        [
            .. demand.Select(containers =>
            {
                tracker.Observe(containers);
                return tracker.Target(new PoolOutlook(0));
            })
        ];
    }
}
