using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;
using AquaTope.Models.Simulation.Containers;
using static AquaTope.Models.Tests.Simulation.PlatformUnderTest;

namespace AquaTope.Models.Tests.Simulation;

public sealed class StemCellTests
{
    private static readonly SimulatedPlatformOptions TwoCells = Plain with { StemCells = [Cell(256, 2)] };

    private static readonly ReactiveStemCell OneToFour =
        new(MinimumCount: 1, MaximumCount: 4, TimeToLive: TimeSpan.FromMinutes(2), Threshold: 2, Increment: 1);

    private static SimulatedPlatformOptions Reactive => Plain with
    {
        UserMemory = MemorySize.FromMegabytes(8192),
        StemCells = [Cell(256, 2, OneToFour)],
        PrewarmCheckVariance = TimeSpan.Zero
    };

    [Fact]
    public void The_initial_cells_are_ready_once_they_are_created()
    {
        var platform = new PlatformUnderTest(TwoCells);

        platform.AdvanceTo(0.4).Platform.ReadyStemCells.ShouldBeEmpty();
        platform.Usage.MemoryInUse.Megabytes.ShouldBe(512, "memory is held from the start of the creation");
        platform.AdvanceTo(0.5).Platform.ReadyStemCells.ShouldBe([Target(256, 2)]);
    }

    [Fact]
    public void A_first_run_of_the_same_kind_and_memory_takes_a_cell_and_only_initializes_it()
    {
        var activation = new PlatformUnderTest(TwoCells).Deploy(Action("f")).Invoke("f", 1);

        activation.Start.ShouldBe(StartKind.Prewarmed);
        activation.Wait.ShouldBe(TimeSpan.Zero);
        activation.Initialization.ShouldBe(TimeSpan.FromMilliseconds(100));
    }

    [Theory]
    [InlineData(128, "nodejs:20")]
    [InlineData(512, "nodejs:20")]
    [InlineData(256, "nodejs:18")]
    public void Another_kind_or_memory_does_not_match(int megabytes, string kind)
    {
        var platform = new PlatformUnderTest(TwoCells).Deploy(Action("f", megabytes, kind: new(kind)));

        platform.Invoke("f", 1).Start.ShouldBe(StartKind.Cold);
    }

    [Fact]
    public void A_warm_container_is_preferred_to_a_cell()
    {
        var platform = new PlatformUnderTest(TwoCells).Deploy(Action("f"));
        platform.Invoke("f", 1);

        platform.Invoke("f", 200).Start.ShouldBe(StartKind.Warm);
    }

    [Fact]
    public void Taking_a_cell_starts_its_replacement_at_once()
    {
        var platform = new PlatformUnderTest(TwoCells).Deploy(Action("f", seconds: 10)).Submit("f", 1);

        platform.AdvanceTo(1.4).Platform.ReadyStemCells.ShouldBe([Target(256, 1)]);
        platform.AdvanceTo(1.5).Platform.ReadyStemCells.ShouldBe([Target(256, 2)]);
        platform.Usage.MemoryInUse.Megabytes.ShouldBe(3 * 256);
    }

    [Fact]
    public void Without_memory_for_it_a_replacement_is_not_started_and_not_made_up_for()
    {
        var platform = new PlatformUnderTest(TwoCells with { UserMemory = MemorySize.FromMegabytes(512) })
            .Deploy(Action("f"));
        platform.Invoke("f", 1);

        platform.AdvanceTo(3600).Platform.ReadyStemCells.ShouldBe([Target(256, 1)]);
    }

    [Fact]
    public void Cells_beyond_the_memory_are_not_started()
    {
        var platform = new PlatformUnderTest(Plain with { StemCells = [Cell(256, 10)] }).AdvanceTo(1);

        platform.Platform.ReadyStemCells.ShouldBe([Target(256, 4)]);
    }

    [Fact]
    public void Cells_are_never_evicted()
    {
        var platform = new PlatformUnderTest(TwoCells with { UserMemory = MemorySize.FromMegabytes(512) })
            .Deploy(Action("f", megabytes: 128)).Submit("f", 1).AdvanceTo(3600);

        platform.Ended.ShouldBeEmpty();
        platform.Usage.Buffered.ShouldBe(1);
        platform.Platform.ReadyStemCells.ShouldBe([Target(256, 2)]);
    }

    [Fact]
    public void A_fixed_number_of_cells_has_no_age_and_no_check()
    {
        var platform = new PlatformUnderTest(TwoCells).AdvanceTo(1);

        platform.Platform.NextEventAt.ShouldBeNull();
    }

    [Fact]
    public void The_check_removes_cells_that_outlived_their_time_and_falls_back_to_the_minimum()
    {
        var platform = new PlatformUnderTest(Reactive);

        platform.AdvanceTo(599).Platform.ReadyStemCells.ShouldBe([Target(256, 2)], "only a check removes them");
        platform.AdvanceTo(600).Platform.ReadyStemCells.ShouldBeEmpty();
        platform.AdvanceTo(601).Platform.ReadyStemCells.ShouldBe([Target(256, 1)]);
    }

    [Theory]
    [InlineData(3, 1, "one cold start short of the second increment, and never below the minimum")]
    [InlineData(6, 3, "three times the threshold of two")]
    [InlineData(20, 4, "never more than the maximum")]
    public void The_check_starts_cells_for_the_cold_starts_since_the_last_one(int cold, int cells, string because)
    {
        var platform = new PlatformUnderTest(Reactive).Deploy(Action("f"));
        for (var i = 0; i < cold + 2; i++) platform.Submit("f", 300);   // the first two take the initial cells

        // Two replacements come up at 300.5 s and have expired by 600 s.
        platform.AdvanceTo(601).Platform.ReadyStemCells.ShouldBe([Target(256, cells)], because);
    }

    [Fact]
    public void Cold_starts_are_forgotten_at_each_check()
    {
        var platform = new PlatformUnderTest(Reactive).Deploy(Action("f"));
        for (var i = 0; i < 8; i++) platform.Submit("f", 300);
        platform.AdvanceTo(601).Platform.ReadyStemCells.ShouldBe([Target(256, 3)]);

        platform.AdvanceTo(1201).Platform.ReadyStemCells.ShouldBe([Target(256, 1)]);
    }

    [Fact]
    public void Cold_starts_of_actions_that_fit_no_cell_do_not_count()
    {
        var platform = new PlatformUnderTest(Reactive).Deploy(Action("f", megabytes: 512));
        for (var i = 0; i < 8; i++) platform.Submit("f", 300);

        platform.AdvanceTo(601).Platform.ReadyStemCells.ShouldBe([Target(256, 1)]);
    }

    [Fact]
    public void Checks_come_up_to_the_variance_late()
    {
        var next = new PlatformUnderTest(Reactive with { PrewarmCheckVariance = TimeSpan.FromSeconds(10) })
            .AdvanceTo(1).Platform.NextEventAt!.Value;

        next.ShouldBeGreaterThan(Start.AddSeconds(600));
        next.ShouldBeLessThan(Start.AddSeconds(610));
    }

    [Fact]
    public void A_check_removes_no_more_cells_than_its_limit()
    {
        var platform = new PlatformUnderTest(Reactive with { PrewarmExpirationLimit = 1 });

        platform.AdvanceTo(600).Platform.ReadyStemCells.ShouldBe([Target(256, 1)]);
    }
}
