using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Pools;

/// <summary>A tracker that is built anew from what is retained is the one that watched it all.</summary>
public sealed class PoolFollowerSpecs
{
    private const int Retention = 400;

    [Property(MaxTest = 20)]
    public bool A_rebuilt_tracker_decides_as_the_one_that_lived_through_it(byte[] demand) =>
        PrewarmPolicies.Names.All(name =>
        {
            PrewarmPolicies.TryCreate(name, WindowLength.OneMinute, out var policy);
            var live = new PoolFollower(policy, Retention);
            var series = DemandSeries.Empty(Retention);
            for (var window = 0; window < demand.Length; window++)
            {
                series = series.With(new WindowIndex(window), demand[window]);
                var lived = Target(live, series, window);
                if (window % 7 != 0) continue;
                if (Target(new PoolFollower(policy, Retention), series, window) != lived) return false;
            }
            return true;
        });

    [Fact]
    public void Windows_that_were_not_followed_one_by_one_are_made_up_for()
    {
        var series = DemandSeries.Empty(Retention).With(new WindowIndex(100), 2).With(new WindowIndex(105), 1);
        var (steady, late) = (Follower(), Follower());
        for (var window = 100; window < 130; window++) Target(steady, series, window);

        Target(late, series, 104);

        Target(late, series, 130).ShouldBe(Target(steady, series, 130));
    }

    [Fact]
    public void A_window_corrected_afterwards_is_learned_as_corrected()
    {
        var before = DemandSeries.Empty(Retention).With(new WindowIndex(100), 1);
        var follower = Follower();
        Target(follower, before, 100);
        var after = before.With(new WindowIndex(100), 5);

        follower.Correct(new WindowIndex(100));

        Target(follower, after, 100).ShouldBe(5);
    }

    [Fact]
    public void A_window_still_to_come_corrects_nothing()
    {
        var series = DemandSeries.Empty(Retention).With(new WindowIndex(100), 3);
        var follower = Follower();
        var tracker = follower.Follow(series, new WindowIndex(100));

        follower.Correct(new WindowIndex(101));

        follower.Follow(series, new WindowIndex(101)).ShouldBeSameAs(tracker);
    }

    [Fact]
    public void A_pool_without_demand_for_as_long_as_is_retained_begins_anew()
    {
        var series = DemandSeries.Empty(Retention).With(new WindowIndex(100), 3);
        var follower = Follower();
        var tracker = follower.Follow(series, new WindowIndex(100));

        follower.Follow(series, new WindowIndex(100 + Retention)).ShouldNotBeSameAs(tracker);
    }

    private static PoolFollower Follower() => new(new AquaTopePolicy(WindowLength.OneMinute), Retention);

    private static int Target(PoolFollower follower, DemandSeries series, int window) =>
        follower.Follow(series, new WindowIndex(window)).Target(new PoolOutlook(0));
}
