using AquaTope.Models.Simulation.Workloads;

namespace AquaTope.Models.Tests.Simulation.Workloads;

public sealed class ArrivalPatternTests
{
    private const int Day = 1440;

    public static TheoryData<ArrivalPattern> Patterns =>
    [
        new TimerPattern(5, 2), new RhythmPattern(3, 0.5, 720, 0.5, 0.2), new BurstPattern(10, 5, 20),
        new IntermittentPattern(90, 1.5)
    ];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void The_same_seed_and_name_give_the_same_counts(ArrivalPattern pattern) =>
        pattern.Counts(Day, 1, "f").ShouldBe(pattern.Counts(Day, 1, "f"));

    [Theory]
    [MemberData(nameof(Patterns))]
    public void A_longer_series_begins_with_the_shorter_one(ArrivalPattern pattern) =>
        pattern.Counts(2 * Day, 1, "f").Take(Day).ShouldBe(pattern.Counts(Day, 1, "f"));

    [Theory]
    [InlineData(1, "g")]
    [InlineData(2, "f")]
    public void Another_seed_or_name_gives_other_counts(int seed, string name)
    {
        var pattern = new BurstPattern(10, 5, 20);

        pattern.Counts(Day, seed, name).ShouldNotBe(pattern.Counts(Day, 1, "f"));
    }

    [Fact]
    public void A_timer_fires_once_per_period()
    {
        var counts = new TimerPattern(60, 15).Counts(Day, 1, "f");

        counts.Sum().ShouldBe(24);
        Enumerable.Range(0, 24).ShouldAllBe(hour => counts[60 * hour + 15] == 1);
    }

    [Fact]
    public void A_rhythm_has_its_mean_its_peak_and_its_quieter_weekend()
    {
        var counts = new RhythmPattern(20, Swing: 0.5, PeakMinute: 840, WeekendLevel: 0.5, Wobble: 0.2)
            .Counts(7 * Day, 1, "f");

        counts.Take(5 * Day).Average().ShouldBe(20, 0.5);
        counts.Skip(5 * Day).Average().ShouldBe(10, 0.5);
        counts.Skip(780).Take(120).Average().ShouldBe(30, 1.5);
        counts.Skip(60).Take(120).Average().ShouldBe(10, 1.5);
    }

    [Fact]
    public void Bursts_bring_their_load_in_a_small_part_of_the_day()
    {
        var counts = new BurstPattern(BurstsPerDay: 10, LengthMinutes: 5, RatePerMinute: 40).Counts(280 * Day, 1, "f");

        (counts.Sum() / 280.0).ShouldBe(10 * 5 * 40, 150);
        counts.Count(count => count > 0).ShouldBeLessThan(280 * Day / 20);
    }

    [Fact]
    public void Intermittent_gaps_have_their_mean_and_vary_more_than_those_of_a_poisson_process()
    {
        var counts = new IntermittentPattern(MeanGapMinutes: 60, GapSigma: 1.2).Counts(200 * Day, 1, "f");
        var times = counts.SelectMany((count, minute) => Enumerable.Repeat((double)minute, count)).ToArray();
        var gaps = times.Zip(times.Skip(1), (earlier, later) => later - earlier).ToArray();
        var mean = gaps.Average();

        mean.ShouldBe(60, 6);
        (Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean))) / mean).ShouldBeGreaterThan(1.3);
    }
}
