using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;
using AquaTope.Models.Telemetry;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static AquaTope.Models.Tests.Simulation.PlatformUnderTest;

namespace AquaTope.Models.Tests.Simulation;

public sealed class SimulatedPlatformTests
{
    private static readonly string[] Names = ["a", "b", "c", "d"];
    private static readonly int[] Sizes = [128, 256, 256, 512];

    [Property]
    public void The_same_seed_and_calls_give_the_same_activations(int seed, byte[] gaps)
    {
        var first = Run(seed, gaps).Ended;
        var second = Run(seed, gaps).Ended;

        second.ShouldBe(first);
    }

    [Property]
    public void Every_activation_ends_exactly_once_in_time_order(int seed, byte[] gaps)
    {
        var platform = Run(seed, gaps);

        platform.Ended.Select(run => (int)run.Ticket).Order().ShouldBe(Enumerable.Range(0, gaps.Length));
        platform.Ended.Select(run => run.End).ShouldBeInOrder();
    }

    [Property]
    public void Counts_add_up(int seed, byte[] gaps)
    {
        var platform = Run(seed, gaps);
        var usage = platform.Usage;

        usage.Invocations.ShouldBe(gaps.Length);
        (usage.ColdStarts + usage.PrewarmedStarts + usage.WarmStarts).ShouldBe(gaps.Length);
        usage.Failures.ShouldBe(platform.Ended.Count(run => run.Status != ActivationStatus.Success));
        usage.Buffered.ShouldBe(0);
        usage.BusyGigabyteSeconds.ShouldBeLessThanOrEqualTo(usage.AliveGigabyteSeconds);
    }

    [Property]
    public void Containers_never_hold_more_than_the_invokers_have(int seed, byte[] gaps, PositiveInt step)
    {
        var platform = Begin(seed);
        var end = SubmitAll(platform, gaps);
        for (var at = 0.0; at < end + 60; at += 0.1 * (1 + step.Get % 50))
        {
            platform.AdvanceTo(at);
            platform.Usage.MemoryInUse.ShouldBeLessThanOrEqualTo(MemorySize.FromMegabytes(2 * 1024));
        }
    }

    [Property]
    public void How_far_the_time_moves_at_once_does_not_matter(int seed, byte[] gaps)
    {
        var inSteps = Begin(seed);
        var end = SubmitAll(inSteps, gaps);
        for (var at = 0.0; at < end + 3600; at += 7.3) inSteps.AdvanceTo(at);
        inSteps.AdvanceTo(end + 3600);

        inSteps.Ended.ShouldBe(Run(seed, gaps).Ended);
    }

    [Property]
    public void At_the_end_only_stem_cells_hold_memory(int seed, byte[] gaps)
    {
        var platform = Run(seed, gaps);

        platform.Usage.MemoryInUse.Megabytes
            .ShouldBe(platform.Platform.ReadyStemCells.Sum(cell => cell.Memory.Megabytes * cell.Count));
    }

    [Fact]
    public void Two_policies_meet_the_same_service_times()
    {
        var noisy = ServiceTimeModel.Constant(TimeSpan.FromSeconds(1)) with { NoiseSigma = 0.5 };
        var action = Action("f", service: noisy);
        var cold = new PlatformUnderTest(Plain with { IdleTimeout = TimeSpan.Zero }).Deploy(action);
        var warm = new PlatformUnderTest(Plain with { StemCells = [Cell(256, 1)] }).Deploy(action);
        for (var i = 1; i <= 50; i++)
        {
            cold.Submit("f", 100 * i);
            warm.Submit("f", 100 * i);
        }
        cold.AdvanceTo(6000);
        warm.AdvanceTo(6000);

        warm.Ended.Select(run => run.Execution).ShouldBe(cold.Ended.Select(run => run.Execution));
        warm.Usage.ColdStarts.ShouldBe(0);
        cold.Usage.ColdStarts.ShouldBe(50);
    }

    [Fact]
    public void Another_seed_gives_other_times()
    {
        byte[] gaps = [.. Enumerable.Range(0, 50).Select(i => (byte)i)];

        Run(2, gaps).Ended.ShouldNotBe(Run(1, gaps).Ended);
    }

    [Fact]
    public void The_end_of_one_activation_may_submit_the_next()
    {
        var platform = new PlatformUnderTest().Deploy(Action("first"), Action("second")).Submit("first", 0);
        platform.Platform.Completed += ended =>
        {
            if (ended.Function == Id("first")) platform.Platform.Submit(Id("second"), platform.Platform.Now);
        };

        platform.AdvanceTo(10);

        platform.Ended[1].Function.ShouldBe(Id("second"));
        platform.Ended[1].Submitted.ShouldBe(platform.Ended[0].End);
    }

    [Fact]
    public void The_end_of_an_activation_must_not_advance_the_time()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f")).Submit("f", 0);
        platform.Platform.Completed += _ => platform.AdvanceTo(100);

        Should.Throw<InvalidOperationException>(() => platform.AdvanceTo(10));
    }

    [Fact]
    public void The_next_event_is_known_before_it_happens()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f"));
        platform.Platform.NextEventAt.ShouldBeNull();

        platform.Submit("f", 5).Platform.NextEventAt.ShouldBe(At(5));
        platform.AdvanceTo(5).Platform.NextEventAt.ShouldBe(At(6.6));
        platform.AdvanceTo(5.5).Platform.Now.ShouldBe(At(5.5));
    }

    private static PlatformUnderTest Run(int seed, byte[] gaps)
    {
        var platform = Begin(seed);
        return platform.AdvanceTo(SubmitAll(platform, gaps) + 3600);
    }

    // Two invokers of 1 GB, one pool of stem cells, and runs that now and then exceed their 5 s.
    private static PlatformUnderTest Begin(int seed) =>
        new PlatformUnderTest(
            new SimulatedPlatformOptions { Invokers = 2, StemCells = [Cell(256, 1)] }, seed)
            .Deploy(Names.Select((name, i) => Action(name, Sizes[i], timeout: 5, service: new ServiceTimeModel
            {
                Work = TimeSpan.FromSeconds(1 + i), NoiseSigma = 0.3, StragglerRate = 0.1, StragglerFactor = 3
            })));

    // Gaps of up to five seconds; the low bits choose the function.
    private static double SubmitAll(PlatformUnderTest platform, byte[] gaps)
    {
        var at = 0.0;
        foreach (var gap in gaps)
        {
            at += gap / 50.0;
            platform.Submit(Names[gap % Names.Length], at);
        }
        return at;
    }
}
