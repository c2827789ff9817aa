using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;
using static AquaTope.Models.Tests.Simulation.PlatformUnderTest;

namespace AquaTope.Models.Tests.Simulation;

public sealed class EvictionAndBufferTests
{
    private static readonly SimulatedPlatformOptions TwoContainers =
        Plain with { UserMemory = MemorySize.FromMegabytes(512) };

    [Fact]
    public void A_cold_start_without_room_evicts_the_container_that_was_used_longest_ago()
    {
        var platform = new PlatformUnderTest(TwoContainers).Deploy(Action("a"), Action("b"), Action("c"));
        platform.Submit("a", 0).Submit("b", 5).Submit("a", 10).Submit("c", 20).AdvanceTo(30);

        platform.Usage.Evictions.ShouldBe(1);
        platform.Invoke("a", 40).Start.ShouldBe(StartKind.Warm, "a was used after b");
        platform.Invoke("b", 200).Start.ShouldBe(StartKind.Cold);
    }

    [Fact]
    public void Idle_containers_are_evicted_until_they_free_what_the_action_needs()
    {
        var platform = new PlatformUnderTest(Plain with { UserMemory = MemorySize.FromMegabytes(768) })
            .Deploy(Action("a"), Action("b"), Action("c"), Action("big", megabytes: 512));
        platform.Submit("a", 0).Submit("b", 1).Submit("c", 2).Submit("big", 10).AdvanceTo(20);

        platform.Usage.Evictions.ShouldBe(2);
        platform.Ended[^1].Wait.ShouldBe(TimeSpan.FromMilliseconds(500), "eviction takes no time");
        platform.Usage.MemoryInUse.Megabytes.ShouldBe(768);
    }

    [Fact]
    public void Room_left_beside_the_idle_containers_does_not_spare_any_of_them()
    {
        var platform = new PlatformUnderTest(Plain with { UserMemory = MemorySize.FromMegabytes(640) })
            .Deploy(Action("a"), Action("b"), Action("big", megabytes: 384));
        platform.Submit("a", 0).Submit("b", 1).Submit("big", 10).AdvanceTo(20);

        platform.Usage.Evictions.ShouldBe(2, "one eviction and the 128 MB left would do, but two are made");
    }

    [Fact]
    public void All_idle_containers_go_when_they_make_room_together_with_what_was_left()
    {
        var platform = new PlatformUnderTest(Plain with { UserMemory = MemorySize.FromMegabytes(640) })
            .Deploy(Action("a"), Action("b", megabytes: 128), Action("big", megabytes: 512));
        platform.Submit("a", 0).Submit("b", 1).Submit("big", 10).AdvanceTo(20);

        platform.Usage.Evictions.ShouldBe(2, "384 MB are idle and 256 MB were left");
        platform.Ended[^1].Function.Path.ShouldBe("big");
    }

    [Fact]
    public void Nothing_is_evicted_when_even_all_idle_containers_would_not_make_room()
    {
        var platform = new PlatformUnderTest(TwoContainers)
            .Deploy(Action("idle"), Action("busy", seconds: 30), Action("big", megabytes: 512));
        platform.Submit("idle", 0).Submit("busy", 1).Submit("big", 5).AdvanceTo(10);

        platform.Usage.Evictions.ShouldBe(0);
        platform.Usage.Buffered.ShouldBe(1);
    }

    [Fact]
    public void A_run_that_finds_no_memory_waits_until_a_container_frees()
    {
        var platform = new PlatformUnderTest(TwoContainers).Deploy(Action("f", seconds: 10));
        platform.Submit("f", 0).Submit("f", 0).Submit("f", 1).AdvanceTo(60);

        platform.Ended[2].Start.ShouldBe(StartKind.Warm);
        platform.Ended[2].Wait.ShouldBe(TimeSpan.FromSeconds(9.6));
        platform.Usage.Delayed.ShouldBe(1);
    }

    [Fact]
    public void The_head_of_the_buffer_holds_up_runs_behind_it_that_would_fit()
    {
        var platform = new PlatformUnderTest(TwoContainers)
            .Deploy(Action("long", seconds: 30), Action("big", megabytes: 512), Action("small"));
        platform.Submit("long", 0).Submit("big", 1).Submit("small", 2).AdvanceTo(20);

        platform.Ended.ShouldBeEmpty();
        platform.Usage.Buffered.ShouldBe(2);
        platform.AdvanceTo(60).Ended.Select(a => a.Function.Path).ShouldBe(["long", "big", "small"]);
    }

    [Fact]
    public void Buffered_runs_start_in_the_order_they_came()
    {
        var platform = new PlatformUnderTest(TwoContainers)
            .Deploy(Action("f", megabytes: 512), Action("g", megabytes: 512));
        platform.Submit("f", 0).Submit("g", 0.1).Submit("f", 0.2).Submit("g", 0.3).AdvanceTo(60);

        platform.Ended.Select(a => a.Function.Path).ShouldBe(["f", "g", "f", "g"]);
        platform.Usage.ColdStarts.ShouldBe(4, "each has to evict the one before it");
    }

    [Fact]
    public void A_buffered_run_keeps_the_version_that_was_deployed_when_it_arrived()
    {
        var platform = new PlatformUnderTest(TwoContainers).Deploy(Action("f", megabytes: 512, seconds: 10));
        platform.Submit("f", 0).Submit("f", 1).AdvanceTo(2);
        platform.Deploy(Action("f", megabytes: 256, seconds: 1)).AdvanceTo(60);

        platform.Ended[1].Memory.Megabytes.ShouldBe(512);
        platform.Ended[1].Start.ShouldBe(StartKind.Warm);
    }

    [Fact]
    public void An_action_that_no_invoker_can_hold_is_refused_instead_of_blocking_the_buffer()
    {
        var platform = new PlatformUnderTest(TwoContainers).Deploy(Action("huge", megabytes: 1024), Action("f"));
        platform.Submit("huge", 0).Submit("f", 0).AdvanceTo(10);

        platform.Ended[0].Start.ShouldBe(StartKind.None);
        platform.Ended[0].Failure.ShouldBe("The action needs 1024 MB and no invoker has more than 512 MB.");
        platform.Ended[1].Start.ShouldBe(StartKind.Cold);
    }
}
