using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Tests.Telemetry;

public sealed class LatencySummarySpecs
{
    [Fact]
    public void Percentiles_are_times_that_so_many_percent_do_not_exceed() =>
        LatencySummary.Of(Enumerable.Range(1, 200).Reverse().Select(number => (double)number))
            .ShouldBe(new LatencySummary(100.5, 100, 180, 190, 198, 200));

    [Fact]
    public void Of_few_times_the_high_percentiles_are_the_longest()
    {
        LatencySummary.Of([3]).ShouldBe(new LatencySummary(3, 3, 3, 3, 3, 3));
        LatencySummary.Of([4, 1, 3]).ShouldBe(new LatencySummary(8 / 3.0, 3, 4, 4, 4, 4));
    }

    [Fact]
    public void Without_times_there_is_no_summary() => LatencySummary.Of([]).ShouldBeNull();
}
