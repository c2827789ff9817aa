using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation.Workloads;

namespace AquaTope.Models.Tests.Simulation.Workloads;

public sealed class ArrivalScheduleTests
{
    private static readonly string[] Subjects = ["f", "g"];
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly WindowCount[] Counts =
        [new(2, 0, 7), new(0, 0, 40), new(0, 1, 25), new(1, 1, 3)];

    [Fact]
    public void Every_count_arrives_in_its_window_and_all_in_order_of_time()
    {
        var arrivals = OfCounts(Counts, Hour);

        arrivals.Select(arrival => arrival.At).ShouldBeInOrder();
        foreach (var count in Counts)
            arrivals.Count(arrival =>
                arrival.Subject == count.Subject
                && (int)arrival.At.TotalMinutes == count.Window).ShouldBe(count.Count);
        arrivals.Length.ShouldBe(75);
    }

    [Fact]
    public void A_shorter_schedule_is_the_beginning_of_the_longer_one()
    {
        var length = TimeSpan.FromSeconds(70);

        OfCounts(Counts, length).ShouldBe(OfCounts(Counts, Hour).Where(arrival => arrival.At < length));
        AtRate(5, length).ShouldBe(AtRate(5, Hour).Where(arrival => arrival.At < length));
    }

    [Fact]
    public void The_length_of_windows_is_the_one_given()
    {
        var arrivals = ArrivalSchedule
            .OfCounts([new WindowCount(3, 0, 50)], Subjects, WindowLength.FromSeconds(10), Hour, seed: 1).ToList();

        arrivals.ShouldAllBe(
            arrival => arrival.At >= TimeSpan.FromSeconds(30) && arrival.At < TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void The_seed_determines_the_instants()
    {
        OfCounts(Counts, Hour, seed: 2).ShouldBe(OfCounts(Counts, Hour, seed: 2));
        OfCounts(Counts, Hour, seed: 2).ShouldNotBe(OfCounts(Counts, Hour, seed: 1));
        AtRate(5, Hour, seed: 2).ShouldBe(AtRate(5, Hour, seed: 2));
        AtRate(5, Hour, seed: 2).ShouldNotBe(AtRate(5, Hour, seed: 1));
    }

    [Fact]
    public void A_rate_gives_a_Poisson_process_of_that_mean()
    {
        var arrivals = AtRate(5, Hour);
        var gaps = arrivals.Zip(arrivals.Skip(1), (one, next) => (next.At - one.At).TotalSeconds).ToArray();

        // Of 18,000 expected, five standard deviations are 671; the gaps' deviation equals their mean.
        arrivals.Length.ShouldBeInRange(18_000 - 671, 18_000 + 671);
        gaps.Average().ShouldBe(0.2, 0.01);
        Math.Sqrt(gaps.Average(gap => (gap - 0.2) * (gap - 0.2))).ShouldBe(0.2, 0.01);
    }

    [Fact]
    public void Without_counts_nothing_arrives() => OfCounts([], Hour).ShouldBeEmpty();

    private static ScheduledArrival[] OfCounts(WindowCount[] counts, TimeSpan length, int seed = 1) =>
        [.. ArrivalSchedule.OfCounts(counts, Subjects, WindowLength.OneMinute, length, seed)];

    private static ScheduledArrival[] AtRate(double perSecond, TimeSpan length, int seed = 1) =>
        [.. ArrivalSchedule.AtRate(perSecond, length, "f", seed)];
}
