using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;
using AquaTope.Models.Simulation.Containers;
using static AquaTope.Models.Tests.Simulation.PlatformUnderTest;

namespace AquaTope.Models.Tests.Simulation;

public sealed class StemCellConfigurationTests
{
    private static readonly SimulatedPlatformOptions Configured = Plain with
    {
        UserMemory = MemorySize.FromMegabytes(2048),
        StemCells = [Cell(256, 2), Cell(512, 1)]
    };

    [Fact]
    public void Ready_cells_are_removed_and_created_anew_in_the_new_number()
    {
        var platform = new PlatformUnderTest(Configured).AdvanceTo(1);

        platform.Platform.ConfigureStemCells([Target(256, 3)]);

        platform.Platform.ReadyStemCells.ShouldBeEmpty();
        platform.AdvanceTo(1.5).Platform.ReadyStemCells.ShouldBe([Target(256, 3), Target(512, 1)]);
    }

    [Fact]
    public void Pairs_of_kind_and_memory_that_are_not_configured_are_ignored()
    {
        var platform = new PlatformUnderTest(Configured).AdvanceTo(1);

        platform.Platform.ConfigureStemCells([Target(1024, 1), Target(256, 3, Python)]);

        platform.AdvanceTo(2).Platform.ReadyStemCells.ShouldBe([Target(256, 2), Target(512, 1)]);
    }

    [Fact]
    public void Even_an_unchanged_number_costs_the_cells_that_are_ready()
    {
        var platform = new PlatformUnderTest(Configured).Deploy(Action("f")).AdvanceTo(1);

        platform.Platform.ConfigureStemCells([Target(256, 2)]);

        platform.Invoke("f", 1.1).Start.ShouldBe(StartKind.Cold);
    }

    [Fact]
    public void Cells_that_are_still_starting_stay_in_addition()
    {
        var platform = new PlatformUnderTest(Configured).AdvanceTo(0.1);

        platform.Platform.ConfigureStemCells([Target(256, 1)]);

        platform.AdvanceTo(1).Platform.ReadyStemCells.ShouldBe([Target(256, 3), Target(512, 2)]);
    }

    [Fact]
    public void Only_as_many_cells_are_created_as_memory_allows()
    {
        var platform = new PlatformUnderTest(Configured).AdvanceTo(1);

        platform.Platform.ConfigureStemCells([Target(256, 100)]);

        platform.AdvanceTo(2).Platform.ReadyStemCells.ShouldBe([Target(256, 8)]);
    }

    [Fact]
    public void Runs_that_wait_for_memory_come_last()
    {
        var platform = new PlatformUnderTest(Configured with { UserMemory = MemorySize.FromMegabytes(1024) })
            .Deploy(Action("f", megabytes: 128)).Submit("f", 1).AdvanceTo(2);
        platform.Usage.Buffered.ShouldBe(1);

        platform.Platform.ConfigureStemCells([Target(256, 1)]);

        platform.AdvanceTo(5).Ended.ShouldHaveSingleItem().Wait.ShouldBe(TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public void Every_invoker_keeps_the_number()
    {
        var platform = new PlatformUnderTest(Configured with { Invokers = 3 }).AdvanceTo(1);

        platform.Platform.ConfigureStemCells([Target(256, 4)]);

        platform.AdvanceTo(2).Platform.ReadyStemCells.ShouldBe([Target(256, 12), Target(512, 3)]);
    }

    [Fact]
    public void A_configured_number_no_longer_follows_the_cold_starts()
    {
        var reactive = new ReactiveStemCell(1, 4, TimeSpan.FromMinutes(2), 1, 1);
        var platform = new PlatformUnderTest(Plain with { StemCells = [Cell(256, 2, reactive)] }).AdvanceTo(1);

        platform.Platform.ConfigureStemCells([Target(256, 3)]);

        platform.AdvanceTo(3600).Platform.ReadyStemCells.ShouldBe([Target(256, 3)]);
    }

    [Theory]
    [InlineData(-1, 4, 120, 1, 1)]
    [InlineData(5, 4, 120, 1, 1)]
    [InlineData(0, 0, 120, 1, 1)]
    [InlineData(1, 4, 0, 1, 1)]
    [InlineData(1, 4, 120, 0, 1)]
    [InlineData(1, 4, 120, 1, 0)]
    [InlineData(1, 4, 120, 1, 5)]
    public void Reactive_settings_that_no_manifest_may_have_are_refused(
        int minimum, int maximum, int seconds, int threshold, int increment)
    {
        var reactive = new ReactiveStemCell(minimum, maximum, TimeSpan.FromSeconds(seconds), threshold, increment);

        Should.Throw<ArgumentException>(
            () => new PlatformUnderTest(Configured with { StemCells = [Cell(256, 1, reactive)] }));
    }

    [Fact]
    public void No_cells_at_all_cannot_be_asked_for() =>
        Should.Throw<ArgumentOutOfRangeException>(
            () => new PlatformUnderTest(Configured).Platform.ConfigureStemCells([Target(256, 0)]));
}
