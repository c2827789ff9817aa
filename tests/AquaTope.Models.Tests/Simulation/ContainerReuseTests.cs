using AquaTope.Models.Simulation;
using AquaTope.Models.Telemetry;
using static AquaTope.Models.Tests.Simulation.PlatformUnderTest;

namespace AquaTope.Models.Tests.Simulation;

public sealed class ContainerReuseTests
{
    [Fact]
    public void A_first_run_waits_for_the_creation_of_its_container_and_then_initializes_it()
    {
        var activation = new PlatformUnderTest().Deploy(Action("f")).Invoke("f", 0);

        activation.Start.ShouldBe(StartKind.Cold);
        activation.Wait.ShouldBe(TimeSpan.FromMilliseconds(500));
        activation.Initialization.ShouldBe(TimeSpan.FromMilliseconds(100));
        activation.Execution.ShouldBe(TimeSpan.FromSeconds(1));
        activation.End.ShouldBe(At(1.6));
        activation.Status.ShouldBe(ActivationStatus.Success);
        activation.Failure.ShouldBeNull();
    }

    [Fact]
    public void A_run_soon_after_another_finds_its_container_running()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f")).Submit("f", 0).Submit("f", 11.5).AdvanceTo(20);

        platform.Ended[1].Start.ShouldBe(StartKind.Warm);
        platform.Ended[1].Latency.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void After_the_pause_grace_a_reused_container_must_be_unpaused_first()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f")).Submit("f", 0).Submit("f", 11.6).AdvanceTo(20);

        platform.Ended[1].Start.ShouldBe(StartKind.Warm);
        platform.Ended[1].Wait.ShouldBe(TimeSpan.FromMilliseconds(10));
    }

    [Theory]
    [InlineData(611.5, StartKind.Warm)]
    [InlineData(611.7, StartKind.Cold)]
    public void An_idle_container_lives_for_the_pause_grace_and_the_idle_timeout(double arrival, StartKind start)
    {
        var platform = new PlatformUnderTest().Deploy(Action("f")).Submit("f", 0).Submit("f", arrival).AdvanceTo(700);

        platform.Ended[1].Start.ShouldBe(start);
    }

    [Fact]
    public void Idle_memory_is_given_back_at_the_end_of_the_idle_timeout()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f", megabytes: 512)).Submit("f", 0);

        platform.AdvanceTo(611.5).Usage.MemoryInUse.Megabytes.ShouldBe(512);
        platform.AdvanceTo(611.6).Usage.MemoryInUse.Megabytes.ShouldBe(0);
        platform.AdvanceTo(1000).Usage.AliveGigabyteSeconds.ShouldBe(0.5 * 611.6, 1e-6);
        platform.Usage.BusyGigabyteSeconds.ShouldBe(0.5 * 1.6, 1e-6);
    }

    [Fact]
    public void Use_restarts_the_life_of_an_idle_container()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f"))
            .Submit("f", 0).Submit("f", 600).Submit("f", 1200).AdvanceTo(1300);

        platform.Ended.Select(a => a.Start).ShouldBe([StartKind.Cold, StartKind.Warm, StartKind.Warm]);
    }

    [Fact]
    public void A_redeployed_action_does_not_get_the_containers_of_the_version_before()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f"));
        platform.Invoke("f", 0);
        platform.Deploy(Action("f"));

        platform.Invoke("f", 200).Start.ShouldBe(StartKind.Cold);
        platform.Usage.MemoryInUse.Megabytes.ShouldBe(2 * 256);
    }

    [Fact]
    public void A_container_that_was_busy_during_a_redeployment_is_not_used_again()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f")).Submit("f", 0).AdvanceTo(1);
        platform.Deploy(Action("f"));

        platform.Submit("f", 5).AdvanceTo(10);
        platform.Ended.Select(a => a.Start).ShouldBe([StartKind.Cold, StartKind.Cold]);
    }

    [Fact]
    public void Actions_do_not_share_warm_containers()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f"), Action("g"));
        platform.Invoke("f", 0);

        platform.Invoke("g", 200).Start.ShouldBe(StartKind.Cold);
    }

    [Fact]
    public void Of_several_idle_containers_the_one_used_last_is_taken()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f")).Submit("f", 0).Submit("f", 10).AdvanceTo(0);
        platform.Submit("f", 0.5);          // runs beside the first: two containers, idle from 1.6 and 2.1 s
        platform.Submit("f", 300).Submit("f", 600).AdvanceTo(611.6);

        platform.Usage.MemoryInUse.Megabytes.ShouldBe(256, "the container last used at 1.6 s is gone");
        platform.Usage.ColdStarts.ShouldBe(2);
    }

    [Fact]
    public void Several_runs_at_once_need_a_container_each()
    {
        var platform = new PlatformUnderTest().Deploy(Action("f"))
            .Submit("f", 0).Submit("f", 0).Submit("f", 0).AdvanceTo(5);

        platform.Usage.ColdStarts.ShouldBe(3);
        platform.Usage.MemoryInUse.Megabytes.ShouldBe(3 * 256);
    }
}
