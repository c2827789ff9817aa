using AquaTope.Models.Simulation.Workloads;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Simulation.Workloads;

public sealed class ArrivalInstantsTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20_000);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Property]
    public void Instants_rise_within_their_window_and_are_as_many_as_asked_for(byte count, int seed)
    {
        var instants = ArrivalInstants.Spread(count, Start, Minute, seed, "f");

        instants.Length.ShouldBe(count);
        instants.ShouldBeInOrder();
        instants.ShouldAllBe(instant => instant >= Start && instant < Start + Minute);
    }

    [Fact]
    public void Instants_are_uniform_over_the_window()
    {
        double[] seconds =
            [.. ArrivalInstants.Spread(60_000, Start, Minute, 1, "f").Select(i => (i - Start).TotalSeconds)];

        for (var second = 0; second < 60; second += 10)
            seconds.Count(s => s >= second && s < second + 10).ShouldBeInRange(9_600, 10_400);
    }

    [Fact]
    public void Another_window_function_or_seed_gives_other_offsets()
    {
        var offsets = Offsets(Start, 1, "f");

        Offsets(Start, 1, "f").ShouldBe(offsets);
        Offsets(Start + Minute, 1, "f").ShouldNotBe(offsets);
        Offsets(Start, 1, "g").ShouldNotBe(offsets);
        Offsets(Start, 2, "f").ShouldNotBe(offsets);
    }

    private static TimeSpan[] Offsets(DateTimeOffset start, int seed, string name) =>
        [.. ArrivalInstants.Spread(5, start, Minute, seed, name).Select(instant => instant - start)];
}
