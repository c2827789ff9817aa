using AquaTope.Models.Platform.Lanes;

namespace AquaTope.Models.Tests.Platform;

public sealed class RetryScheduleSpecs
{
    private static readonly RetrySchedule Schedule = new()
    {
        First = TimeSpan.FromSeconds(1),
        Longest = TimeSpan.FromSeconds(30)
    };

    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(3, 2, 4)]
    [InlineData(20, 15, 30)]
    [InlineData(2_000_000, 15, 30)]
    public void Delays_double_up_to_the_longest_and_keep_half_for_jitter(int attempts, double least, double most) =>
        Schedule.DelayAfter(LaneKey.StemCells, attempts).TotalSeconds.ShouldBeInRange(least, most);

    [Fact]
    public void The_same_seed_gives_the_same_delays_and_another_seed_others()
    {
        double[] Delays(int seed) =>
        [
            .. Enumerable.Range(1, 10).Select(
                i => (Schedule with { Seed = seed }).DelayAfter(LaneKey.StemCells, i).TotalSeconds)
        ];

        Delays(1).ShouldBe(Delays(1));
        Delays(1).ShouldNotBe(Delays(2));
    }
}
