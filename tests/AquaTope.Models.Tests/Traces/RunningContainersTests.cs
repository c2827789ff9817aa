using AquaTope.Models.Traces;
using FsCheck;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Traces;

public sealed class RunningContainersTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(0, 1000, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1000, 1)]
    [InlineData(60, 1000, 1)]
    [InlineData(61, 1000, 2)]
    [InlineData(10, 60_000, 10)]
    public void Short_runs_follow_littles_law(int arrivals, int milliseconds, int containers) =>
        Estimate(TimeSpan.FromMilliseconds(milliseconds), arrivals).ShouldBe([containers]);

    [Fact]
    public void A_long_run_keeps_one_container_in_each_window_it_reaches_into() =>
        Estimate(TimeSpan.FromSeconds(150), 1, 0, 0, 0).ShouldBe([1, 1, 1, 0]);

    [Fact]
    public void Arrivals_may_be_given_in_parts()
    {
        var running = new RunningContainers(TimeSpan.FromSeconds(90), Minute);
        var (first, second) = (new int[2], new int[2]);

        running.Estimate([0, 4], first);
        running.Estimate([0, 0], second);

        first.ShouldBe([0, 4]);
        second.ShouldBe([2, 0]);
    }

    [Property]
    public bool Containers_suffice_for_the_work_and_never_exceed_the_runs_in_progress(byte[] arrivals, ushort seconds)
    {
        var duration = TimeSpan.FromSeconds(seconds % 600);
        var reach = (int)Math.Ceiling(duration / Minute);
        var counts = arrivals.Select(value => (int)value).Concat(new int[reach]).ToArray();

        var containers = Estimate(duration, counts);

        var work = counts.Sum() * (duration / Minute);
        var mayRun = Enumerable.Range(1, counts.Length).Select(end => counts[Math.Max(0, end - reach - 1)..end].Sum());
        return containers.Sum() >= work - 1e-6
               && containers.Zip(mayRun, (busy, most) => busy <= most).All(within => within);
    }

    private static int[] Estimate(TimeSpan duration, params int[] arrivals)
    {
        var containers = new int[arrivals.Length];
        new RunningContainers(duration, Minute).Estimate(arrivals, containers);
        return containers;
    }
}
