using AquaTope.Models.Forecasting;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Learning;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Pools;

public sealed class AquaTopePolicySpecs
{
    private static readonly PoolOutlook Typical = new(0);

    [Theory]
    [InlineData(170, 60, 0.95, 0.05)]
    [InlineData(340, 60, 0.95, 0.1 / 1.05)]
    [InlineData(170, 120, 0.95, 0.1 / 1.05)]
    [InlineData(170, 60, 0, 1)]
    [InlineData(170, 60, 1, 0)]
    public void A_container_is_kept_above_the_newsvendors_critical_chance(
        double memory, int seconds, double headroom, double threshold) =>
        new AquaTopePolicy(WindowLength.FromSeconds(seconds), headroom).Threshold(memory).ShouldBe(threshold, 1e-12);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Headroom_lies_within_0_and_1(double headroom) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new AquaTopePolicy(WindowLength.OneMinute, headroom));

    [Property(MaxTest = 50)]
    public bool More_headroom_never_wants_fewer_containers_and_more_memory_never_more(byte[] demand)
    {
        AquaTopePolicy[] policies =
            [.. new[] { 0, 0.3, 0.9, 0.99, 1 }.Select(at => new AquaTopePolicy(WindowLength.OneMinute, at))];
        var model = new DemandModel();
        foreach (var containers in demand.Prepend((byte)1))
        {
            model.Observe(containers);
            var wanted = Wanted(model, PoolOutlook.TypicalMegabytes);
            var heavier = Wanted(model, 1000);
            if (!wanted.SequenceEqual(wanted.Order())) return false;
            if (!wanted.Zip(heavier, (light, heavy) => heavy <= light).All(fewer => fewer)) return false;
        }
        return true;

        int[] Wanted(DemandModel known, double memory) =>
            [.. policies.Select(policy => DemandModel.MostAbove(known.Chances, policy.Threshold(memory)))];
    }

    [Property(MaxTest = 50)]
    public bool Every_container_wanted_is_needed_likelier_than_the_threshold_and_one_more_is_not(byte[] demand)
    {
        var threshold = new AquaTopePolicy(WindowLength.OneMinute).Threshold(PoolOutlook.TypicalMegabytes);
        var model = new DemandModel();
        foreach (var containers in demand.Prepend((byte)1)) model.Observe(containers);

        var wanted = DemandModel.MostAbove(model.Chances, threshold);

        return (wanted == 0 || DemandModel.AtLeast(model.Chances, wanted) > threshold)
               && DemandModel.AtLeast(model.Chances, wanted + 1) <= threshold;
    }

    [Fact]
    public void No_headroom_keeps_nothing_and_all_of_it_what_was_ever_needed()
    {
        int[] demand = [3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

        Targets(demand, 0).ShouldAllBe(target => target == 0);
        Targets(demand, 1).ShouldAllBe(target => target == 3);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(15)]
    [InlineData(43)]
    public void A_timer_is_soon_found_out(int period)
    {
        var demand = Enumerable.Range(0, 1440).Select(minute => minute % period == 0 ? 1 : 0).ToArray();

        var targets = Targets(demand, AquaTopePolicy.DefaultHeadroom);

        var (cold, held) = Outcome(demand[(8 * period)..], targets[(8 * period - 1)..]);
        cold.ShouldBe(0);
        held.ShouldBeLessThan(1440 / 2);
    }

    [Fact]
    public void Steady_demand_is_met_and_no_more_than_that_is_held()
    {
        var demand = Enumerable.Repeat(12, 300).ToArray();

        Targets(demand, AquaTopePolicy.DefaultHeadroom).ShouldAllBe(target => target == 12);
    }

    [Fact]
    public void A_habit_given_up_is_forgotten()
    {
        int[] demand = [.. Enumerable.Repeat(2, 600), .. new int[120]];

        Targets(demand, AquaTopePolicy.DefaultHeadroom)[^1].ShouldBe(0);
    }

    [Fact]
    public void A_forecast_that_foretells_what_cannot_be_learned_comes_to_be_believed()
    {
        var random = new Random(5);
        var demand = Enumerable.Range(0, 2000).Select(_ => random.Next(8) == 0 ? 1 : 0).Prepend(1).ToArray();

        var (told, alone) = (Missed(withForecast: true), Missed(withForecast: false));

        told.ShouldBeLessThan(alone / 2);

        int Missed(bool withForecast)
        {
            var tracker = new AquaTopePolicy(WindowLength.OneMinute, 0.5).Track();
            var (missed, ready) = (0, 0);
            for (var i = 0; i + 1 < demand.Length; i++)
            {
                tracker.Observe(demand[i]);
                var forecast = withForecast ? Forecast.Certain(demand[i + 1]) : null;
                ready = tracker.Target(Typical with { Forecast = forecast });
                if (demand[i + 1] > ready) missed++;
            }
            return missed;
        }
    }

    [Fact]
    public void A_forecast_that_is_always_wrong_is_soon_ignored()
    {
        int[] demand = [.. Enumerable.Range(0, 600).Select(minute => minute % 10 == 0 ? 1 : 0)];

        Targets(demand, 0.95, Forecast.Certain(9))[60..].ShouldBe(Targets(demand, 0.95)[60..]);
    }

    private static int[] Targets(int[] demand, double headroom, Forecast? forecast = null)
    {
        var tracker = new AquaTopePolicy(WindowLength.OneMinute, headroom).Track();
        return
        [
            .. demand.Select(containers =>
            {
                tracker.Observe(containers);
                return tracker.Target(Typical with { Forecast = forecast });
            })
        ];
    }

    private static (int Cold, int Held) Outcome(int[] demand, int[] ready) =>
        (demand.Zip(ready, (needed, had) => Math.Max(0, needed - had)).Sum(), ready.Sum());
}
