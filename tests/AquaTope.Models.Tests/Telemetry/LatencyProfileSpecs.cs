using AquaTope.Models.Telemetry;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Telemetry;

public sealed class LatencyProfileSpecs
{
    private static readonly double[] Levels = [0, 0.1, 0.5, 0.9, 0.95, 1];

    [Property]
    public Property Quantiles_are_within_the_stated_error(NonEmptyArray<uint> microseconds)
    {
        var latencies = microseconds.Get
            .Select(value => TimeSpan.FromMicroseconds(10_000 + value % 100_000_000)).Order().ToArray();
        var profile = Profile(latencies);

        return Levels.All(level =>
        {
            var exact = latencies[Math.Max(0, (int)Math.Ceiling(level * latencies.Length) - 1)].TotalSeconds;
            var error = Math.Abs(profile.Quantile(level).TotalSeconds - exact) / exact;
            return error <= LatencyProfile.RelativeError * 1.001;
        }).ToProperty();
    }

    [Property]
    public Property Merging_is_the_same_as_adding_to_one(uint[] left, uint[] right)
    {
        var (a, b) = (left.Select(Milliseconds).ToArray(), right.Select(Milliseconds).ToArray());
        var merged = Profile(a).Merge(Profile(b));
        var single = Profile([.. a, .. b]);

        return (merged.Count == single.Count
                && (single.Count == 0 || Levels.All(level => merged.Quantile(level) == single.Quantile(level))))
            .ToProperty();
    }

    [Fact]
    public void The_share_above_a_latency_counts_what_is_slower()
    {
        var profile = Profile([.. Enumerable.Range(1, 100).Select(i => TimeSpan.FromMilliseconds(10 * i))]);

        profile.ShareAbove(TimeSpan.FromMilliseconds(755)).ShouldBe(0.25, 0.01);
        profile.ShareAbove(TimeSpan.FromSeconds(2)).ShouldBe(0);
        profile.ShareAbove(TimeSpan.FromMilliseconds(1)).ShouldBe(1);
    }

    [Fact]
    public void Latencies_beyond_the_bounds_are_counted_at_them()
    {
        var profile = Profile([TimeSpan.Zero, TimeSpan.FromDays(30)]);

        profile.Count.ShouldBe(2);
        profile.Quantile(0).TotalSeconds.ShouldBe(1e-4, 2e-6);
        profile.Quantile(1).TotalSeconds.ShouldBe(86_400, 1_000);
    }

    [Fact]
    public void An_empty_profile_has_no_quantiles_and_nothing_above()
    {
        LatencyProfile.Empty.ShareAbove(TimeSpan.Zero).ShouldBe(0);
        Should.Throw<InvalidOperationException>(() => LatencyProfile.Empty.Quantile(0.5));
    }

    [Fact]
    public void A_negative_latency_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => LatencyProfile.Empty.Add(TimeSpan.FromTicks(-1)));
    }

    private static TimeSpan Milliseconds(uint value) => TimeSpan.FromMilliseconds(value % 1_000_000);

    private static LatencyProfile Profile(TimeSpan[] latencies) =>
        latencies.Aggregate(LatencyProfile.Empty, (profile, latency) => profile.Add(latency));
}
