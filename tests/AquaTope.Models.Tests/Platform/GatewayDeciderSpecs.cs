using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Platform;

public sealed class GatewayDeciderSpecs : DecidingGateway
{
    [Fact]
    public void A_wish_for_limits_is_called_at_once()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);

        Limits("a", Resize, 512).OfType<GatewayEffect.Call>().Single().Change
            .ShouldBe(new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(1, 512)));
    }

    [Fact]
    public void Limits_wait_until_it_is_known_what_the_function_has()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);

        When(new GatewayCommand.Submit(
                new ChangeId("a"), new PlatformWish.Limits(Resize, ResourceConfiguration.Of(1, 512)), Now))
            .ShouldBe([new GatewayEffect.LookUp(Resize)]);
    }

    [Fact]
    public void Nothing_is_called_before_the_catalog_has_said_which_workflows_there_are()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        State = GatewayState.Empty(OperatingMode.Enforce);
        Limits("a", Resize, 512).ShouldBeEmpty();
        GatewayDecider.Unfinished(State).ShouldContain(new GatewayEffect.AskCatalog());

        GivenPlatform(PlatformCapabilities.CpuLimits).OfType<GatewayEffect.Call>().ShouldHaveSingleItem();
    }

    [Fact]
    public void The_same_wish_again_does_nothing()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        Limits("a", Resize, 512);
        var before = State;

        Limits("a", Resize, 512).ShouldBeEmpty();
        State.ShouldBe(before);
    }

    [Fact]
    public void The_newest_wish_of_a_lane_wins_and_waits_for_the_call_under_way()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        var first = Limits("a", Resize, 512).OfType<GatewayEffect.Call>().Single();
        Limits("b", Resize, 256).OfType<GatewayEffect.Call>().ShouldBeEmpty();
        Limits("c", Resize, 128).OfType<GatewayEffect.Call>().ShouldBeEmpty();

        var next = Applied(first).OfType<GatewayEffect.Call>().Single();

        next.Change.ShouldBe(new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(1, 128)));
        next.Id.ShouldBe(new ChangeId("c"));
    }

    [Fact]
    public void Stem_cells_of_functions_that_share_kind_and_memory_add_up()
    {
        GivenPlatform(PlatformCapabilities.RuntimeConfiguration);
        GivenFunction(Resize, 256);
        GivenFunction(Upload, 256);
        var first = Prewarm("a", Resize, 2).OfType<GatewayEffect.Call>().Single();
        Prewarm("b", Upload, 3);

        Applied(first).OfType<GatewayEffect.Call>().Single().Change.ShouldBe(StemCells((256, 5)));
    }

    [Fact]
    public void A_change_of_memory_takes_the_stem_cells_along_and_leaves_the_one_the_manifest_needs()
    {
        GivenPlatform(PlatformCapabilities.RuntimeConfiguration | PlatformCapabilities.CpuLimits);
        GivenFunction(Resize, 256);
        Applied(Prewarm("a", Resize, 3).OfType<GatewayEffect.Call>().Single());

        Limits("b", Resize, 512).OfType<GatewayEffect.Call>().Select(call => call.Change)
            .ShouldContain(StemCells((256, 1), (512, 3)));
    }

    [Fact]
    public void Where_stem_cells_cannot_be_set_a_function_is_kept_warm_by_invocation()
    {
        GivenPlatform(PlatformCapabilities.None);
        GivenFunction(Resize, 256);

        Prewarm("a", Resize, 2).OfType<GatewayEffect.Call>().Single().Change
            .ShouldBe(new PlatformChange.KeepWarm(Resize, 3));
    }

    [Fact]
    public void Containers_kept_warm_by_invocation_are_invoked_again_before_the_platform_lets_them_go()
    {
        GivenPlatform(PlatformCapabilities.None);
        GivenFunction(Resize, 256);
        var call = Prewarm("a", Resize, 2).OfType<GatewayEffect.Call>().Single();
        var wake = Applied(call).OfType<GatewayEffect.WakeAt>().Single();
        Now = wake.Instant;

        When(new GatewayCommand.Wake(Now)).OfType<GatewayEffect.Call>().Single().Change.ShouldBe(call.Change);
    }

    [Fact]
    public void New_limits_cost_the_warm_containers_so_they_are_warmed_again()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        GivenFunction(Resize, 256);
        var warming = Prewarm("a", Resize, 2).OfType<GatewayEffect.Call>().Single();
        Applied(warming);

        var limits = Limits("b", Resize, 512).OfType<GatewayEffect.Call>().Single();

        Applied(limits).OfType<GatewayEffect.Call>().Single().Change.ShouldBe(warming.Change);
    }

    [Fact]
    public void No_more_calls_are_under_way_than_allowed()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        var calls = Enumerable.Range(0, 5)
            .SelectMany(i => Limits($"{i}", FunctionId.Parse($"guest/f{i}"), 512)).OfType<GatewayEffect.Call>()
                .ToList();
        calls.Count.ShouldBe(2);

        Applied(calls[0]).OfType<GatewayEffect.Call>().Count().ShouldBe(1);
    }

    [Fact]
    public void A_refusal_ends_the_wish_until_a_new_one_comes()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        var call = Limits("a", Resize, 9999).OfType<GatewayEffect.Call>().Single();

        Conclude(call, new PlatformOutcome.Refused("exceeds allowed threshold")).ShouldBeEmpty();
        State.Lanes[call.Lane].Progress.ShouldBe(new LaneProgress.Abandoned("exceeds allowed threshold"));
        Limits("b", Resize, 512).OfType<GatewayEffect.Call>().ShouldHaveSingleItem();
    }

    [Fact]
    public void An_unanswered_call_is_retried_when_its_delay_is_over()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        var call = Limits("a", Resize, 512).OfType<GatewayEffect.Call>().Single();
        var wake = Conclude(call, new PlatformOutcome.Unreachable("no route")).OfType<GatewayEffect.WakeAt>().Single();

        When(new GatewayCommand.Wake(Now)).ShouldBeEmpty();
        Now = wake.Instant;

        When(new GatewayCommand.Wake(Now)).OfType<GatewayEffect.Call>().Single().ShouldBe(call);
    }

    [Fact]
    public void A_platform_that_does_not_answer_is_left_alone_and_then_probed_by_one_call()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        var first = Limits("a", Resize, 512).OfType<GatewayEffect.Call>().Single();
        var second = Limits("b", Upload, 512).OfType<GatewayEffect.Call>().Single();
        Conclude(first, new PlatformOutcome.Unreachable("no route"));
        Conclude(second, new PlatformOutcome.Unreachable("no route"));

        State.Circuit.ShouldBeOfType<Circuit.Broken>();
        Limits("c", FunctionId.Parse("guest/third"), 512).OfType<GatewayEffect.Call>().ShouldBeEmpty();

        Now += Options.BreakFor;
        var probe = When(new GatewayCommand.Wake(Now)).OfType<GatewayEffect.Call>().Single();
        Applied(probe).OfType<GatewayEffect.Call>().Count().ShouldBe(2);
    }

    [Fact]
    public void Nothing_is_called_in_observe_mode()
    {
        State = GatewayState.Empty(OperatingMode.Observe);
        GivenPlatform(PlatformCapabilities.CpuLimits);

        Limits("a", Resize, 512).OfType<GatewayEffect.Call>().ShouldBeEmpty();
        State.Lanes.Values.Single().Progress.ShouldBe(new LaneProgress.Waiting(0));
        State.IsQuiet.ShouldBeTrue();
    }

    [Fact]
    public void Neither_retries_nor_warming_calls_start_while_changes_are_halted_and_both_do_afterwards()
    {
        GivenPlatform(PlatformCapabilities.None);
        GivenFunction(Resize, 256);
        var warming = Prewarm("a", Resize, 2).OfType<GatewayEffect.Call>().Single();
        Applied(warming);
        var limits = Limits("b", Upload, 512).OfType<GatewayEffect.Call>().Single();
        Conclude(limits, new PlatformOutcome.Unreachable("no route"));
        Halt();

        Now += Options.WarmingInterval;
        When(new GatewayCommand.Wake(Now)).OfType<GatewayEffect.Call>().ShouldBeEmpty();

        Resume().OfType<GatewayEffect.Call>().Select(call => call.Change).ShouldBe(
            [warming.Change, limits.Change], ignoreOrder: true);
    }

    [Fact]
    public void A_call_that_is_out_when_changes_are_halted_ends_as_it_does_and_no_other_follows()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        var call = Limits("a", Resize, 512).OfType<GatewayEffect.Call>().Single();
        Limits("b", Resize, 256);
        Halt();

        Applied(call).OfType<GatewayEffect.Call>().ShouldBeEmpty();
        State.Lanes[call.Lane].Applied.ShouldBe(call.Change);
    }

    [Fact]
    public void A_wish_that_comes_after_a_newer_one_of_the_same_wisher_is_passed_over()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        Submit("new", 512, new WishOrder("workflow:a", 4));
        var before = State;

        Submit("late", 256, new WishOrder("workflow:a", 2)).ShouldBeEmpty();
        State.ShouldBe(before);

        Submit("of another", 128, new WishOrder("workflow:b", 1));
        State.Function(Resize).Wished.ShouldBe(ResourceConfiguration.Of(1, 128));
    }
}
