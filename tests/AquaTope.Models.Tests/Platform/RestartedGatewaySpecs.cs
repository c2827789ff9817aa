using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Platform;

/// <summary>What a gateway does that has nothing but its journal.</summary>
public sealed class RestartedGatewaySpecs : DecidingGateway
{
    [Fact]
    public void Containers_kept_warm_before_a_restart_are_invoked_again_when_that_is_due()
    {
        var journal = new List<GatewayEvent>();
        GivenPlatform(PlatformCapabilities.None, journal);
        GivenFunction(Resize, 256, journal);
        Applied(Prewarm("a", Resize, 2, journal).OfType<GatewayEffect.Call>().Single(), journal);

        State = Recovered(journal);
        Now += Options.WarmingInterval;

        GivenPlatform(PlatformCapabilities.None).OfType<GatewayEffect.Call>().Single().Change
            .ShouldBe(new PlatformChange.KeepWarm(Resize, 3));
    }

    [Fact]
    public void An_answer_to_a_call_of_an_earlier_life_is_ignored()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        var call = Limits("a", Resize, 512).OfType<GatewayEffect.Call>().Single();
        Applied(call);
        var before = State;

        Applied(call).ShouldBeEmpty();
        State.ShouldBe(before);
    }

    [Fact]
    public void After_a_restart_a_lane_under_way_is_called_again_and_a_settled_one_is_not()
    {
        var journal = new List<GatewayEvent>();
        GivenPlatform(PlatformCapabilities.CpuLimits, journal);
        Applied(Limits("a", Resize, 512, journal).OfType<GatewayEffect.Call>().Single(), journal);
        var lost = Limits("b", Upload, 512, journal).OfType<GatewayEffect.Call>().Single();

        State = Recovered(journal);

        GatewayDecider.Unfinished(State).ShouldContain(new GatewayEffect.AskCapabilities());
        GivenPlatform(PlatformCapabilities.CpuLimits).OfType<GatewayEffect.Call>().ShouldBe([lost]);
    }

    [Fact]
    public void A_wish_back_to_what_was_applied_is_called_when_another_was_called_in_between_in_an_earlier_life()
    {
        var journal = new List<GatewayEvent>();
        GivenPlatform(PlatformCapabilities.CpuLimits, journal);
        Applied(Limits("a", Resize, 256, journal).OfType<GatewayEffect.Call>().Single(), journal);
        Limits("b", Resize, 512, journal).OfType<GatewayEffect.Call>().ShouldHaveSingleItem();

        State = Recovered(journal);
        Limits("c", Resize, 256);

        GivenPlatform(PlatformCapabilities.CpuLimits).OfType<GatewayEffect.Call>().ShouldHaveSingleItem()
            .Change.ShouldBe(new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(1, 256)));
    }

    [Fact]
    public void Warmth_that_an_earlier_life_may_have_called_is_taken_back_though_nothing_was_applied_since()
    {
        var journal = new List<GatewayEvent>();
        GivenPlatform(PlatformCapabilities.None, journal);
        GivenFunction(Resize, 256, journal);
        Applied(Prewarm("a", Resize, 2, journal).OfType<GatewayEffect.Call>().Single(), journal);
        Applied(Prewarm("b", Resize, 0, journal).OfType<GatewayEffect.Call>().Single(), journal);
        Prewarm("c", Resize, 2, journal).OfType<GatewayEffect.Call>().ShouldHaveSingleItem();

        State = Recovered(journal);
        Prewarm("d", Resize, 0);

        GivenPlatform(PlatformCapabilities.None).OfType<GatewayEffect.Call>().ShouldHaveSingleItem()
            .Change.ShouldBe(new PlatformChange.KeepWarm(Resize, 0));
    }

    [Fact]
    public void Stem_cells_that_an_earlier_life_may_have_called_are_taken_back_though_nothing_was_wished_since()
    {
        var journal = new List<GatewayEvent>();
        GivenPlatform(PlatformCapabilities.RuntimeConfiguration, journal);
        GivenFunction(Resize, 256, journal);
        GivenFunction(Upload, 256, journal);
        var first = Prewarm("a", Resize, 2, journal).OfType<GatewayEffect.Call>().Single();
        Prewarm("b", Upload, 3, journal).OfType<GatewayEffect.Call>().ShouldBeEmpty();
        Applied(first, journal).OfType<GatewayEffect.Call>().ShouldHaveSingleItem().Change
            .ShouldBe(StemCells((256, 5)));

        State = Recovered(journal);

        GivenPlatform(PlatformCapabilities.RuntimeConfiguration, null, "resize").OfType<GatewayEffect.Call>()
            .ShouldHaveSingleItem().Change.ShouldBe(StemCells((256, 2)));
    }

    [Fact]
    public void Stem_cells_that_stand_are_not_posted_again_after_a_restart()
    {
        var journal = new List<GatewayEvent>();
        GivenPlatform(PlatformCapabilities.RuntimeConfiguration, journal);
        GivenFunction(Resize, 256, journal);
        Applied(Prewarm("a", Resize, 2, journal).OfType<GatewayEffect.Call>().Single(), journal);
        Applied(Prewarm("b", Resize, 4, journal).OfType<GatewayEffect.Call>().Single(), journal);

        State = Recovered(journal);

        GivenPlatform(PlatformCapabilities.RuntimeConfiguration).OfType<GatewayEffect.Call>().ShouldBeEmpty();
    }
}
