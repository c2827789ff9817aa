using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;
using AquaTope.Models.Telemetry;
using static AquaTope.Models.Tests.Simulation.PlatformUnderTest;

namespace AquaTope.Models.Tests.Simulation;

public sealed class FailureTests
{
    [Fact]
    public void A_run_beyond_its_time_limit_is_killed_at_the_limit()
    {
        var activation = new PlatformUnderTest().Deploy(Action("f", seconds: 10, timeout: 3)).Invoke("f", 0);

        activation.Status.ShouldBe(ActivationStatus.DeveloperError);
        activation.Execution.ShouldBe(TimeSpan.FromSeconds(3));
        activation.Failure.ShouldBe("The action exceeded its time limits of 3000 milliseconds.");
    }

    [Fact]
    public void An_initialization_beyond_the_time_limit_is_killed_before_the_run()
    {
        var slow = new ServiceTimeModel { Work = TimeSpan.FromSeconds(1), Initialization = TimeSpan.FromSeconds(5) };
        var activation = new PlatformUnderTest().Deploy(Action("f", timeout: 3, service: slow)).Invoke("f", 0);

        activation.Initialization.ShouldBe(TimeSpan.FromSeconds(3));
        activation.Execution.ShouldBe(TimeSpan.Zero);
        activation.Failure.ShouldBe("The action exceeded its time limits of 3000 milliseconds during initialization.");
    }

    [Fact]
    public void A_run_with_too_little_memory_is_killed_when_it_has_filled_it()
    {
        var hungry = new ServiceTimeModel
        {
            Work = TimeSpan.FromSeconds(4), RequiredMemory = MemorySize.FromMegabytes(512)
        };
        var activation = new PlatformUnderTest().Deploy(Action("f", megabytes: 128, service: hungry)).Invoke("f", 0);

        activation.Status.ShouldBe(ActivationStatus.DeveloperError);
        activation.Execution.ShouldBe(TimeSpan.FromSeconds(1));
        activation.Failure.ShouldBe("The action exhausted its memory and was aborted.");
    }

    [Fact]
    public void A_failed_run_takes_its_container_with_it()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f", seconds: 10, timeout: 3));
        platform.Invoke("f", 0);

        platform.Usage.MemoryInUse.Megabytes.ShouldBe(0);
        platform.Invoke("f", 200).Start.ShouldBe(StartKind.Cold);
        platform.Usage.Failures.ShouldBe(2);
    }

    [Fact]
    public void The_memory_of_a_failed_run_lets_the_next_one_start()
    {
        var platform = new PlatformUnderTest(Plain with { UserMemory = MemorySize.FromMegabytes(256) })
            .Deploy(Action("f", seconds: 10, timeout: 3)).Submit("f", 0).Submit("f", 0).AdvanceTo(60);

        platform.Ended[1].Wait.ShouldBe(TimeSpan.FromSeconds(3.6 + 0.5));
    }

    [Fact]
    public void What_arrives_after_its_function_was_removed_is_refused()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f")).Submit("f", 5);
        platform.Platform.Remove(Id("f")).ShouldBeTrue();
        platform.AdvanceTo(10);

        platform.Ended.ShouldHaveSingleItem().Status.ShouldBe(ActivationStatus.PlatformError);
        platform.Platform.Remove(Id("f")).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => platform.Submit("f", 20));
    }

    [Fact]
    public void A_run_ends_although_its_function_is_removed_meanwhile()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f")).Submit("f", 0).AdvanceTo(1);
        platform.Platform.Remove(Id("f"));

        platform.AdvanceTo(2).Ended.ShouldHaveSingleItem().Status.ShouldBe(ActivationStatus.Success);
    }

    [Fact]
    public void Nothing_can_arrive_in_the_past()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f")).AdvanceTo(10);

        Should.Throw<ArgumentOutOfRangeException>(() => platform.Submit("f", 9));
        Should.Throw<ArgumentOutOfRangeException>(() => platform.AdvanceTo(9));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Should.Throw<ArgumentException>(() => new PlatformUnderTest(Plain with { Invokers = 0 }));
        Should.Throw<ArgumentException>(() => new PlatformUnderTest(Plain with { UserCpus = 0 }));
        Should.Throw<ArgumentException>(() => new PlatformUnderTest(Plain with { StemCells = [Cell(256, 0)] }));
        Should.Throw<ArgumentException>(
            () => new PlatformUnderTest(Plain with { StemCells = [Cell(256, 1), Cell(256, 2)] }));
    }
}
