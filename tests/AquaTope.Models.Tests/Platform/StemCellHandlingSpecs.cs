using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Guards;
using AquaTope.Models.Platform.Reconciliation;
using static AquaTope.Models.Tests.Platform.StemCellLooks;

namespace AquaTope.Models.Tests.Platform;

/// <summary>What becomes of stem cells that drifted.</summary>
public sealed class StemCellHandlingSpecs
{
    [Fact]
    public void What_an_invoker_lost_by_a_restart_is_posted_again()
    {
        var gateway = Given(DriftHandling.PutBack);
        gateway.Invokers["invoker1"] = 1;

        Look(gateway, 3);

        Posts(gateway).ShouldBe(2);
        gateway.Calls[^1].Change.ShouldBeOfType<PlatformChange.SetStemCells>().Again.ShouldBeTrue();
        gateway.Invokers["invoker1"].ShouldBe(3);
        Look(gateway, 10);
        Posts(gateway).ShouldBe(2);
        Drifts(gateway).ShouldHaveSingleItem();
        gateway.Facts[^1].ShouldNotBeOfType<GatewayEvent.StemCellsDrifted>();
        gateway.State.StemCellDrifts.ShouldBeEmpty();
    }

    [Fact]
    public void What_shows_again_after_it_was_put_back_is_told_as_a_lack_of_the_platform_and_not_posted_again()
    {
        var gateway = Given(DriftHandling.PutBack);
        gateway.Invokers.Room = 2;
        gateway.Invokers["invoker0"] = 1;

        Look(gateway, 30);

        Posts(gateway).ShouldBe(2);
        var told = Drifts(gateway).Skip(1).ToList();
        told.Select(drift => drift.Place.Invoker).ShouldBe(["invoker0", "invoker1"]);
        told.ShouldAllBe(drift => drift.Ready == 2 && drift.Persists && drift.Handling == DriftHandling.Report);

        gateway.Invokers["invoker0"] = 0;
        Look(gateway, 30);
        Posts(gateway).ShouldBe(3, "it was further off than what had been put back");
    }

    [Fact]
    public void Another_wish_may_be_put_back_anew()
    {
        var gateway = Given(DriftHandling.PutBack);
        gateway.Invokers.Room = 2;
        gateway.Invokers["invoker0"] = 2;
        Look(gateway, 10);
        Posts(gateway).ShouldBe(2);

        gateway.Prewarm("2", "guest/f", 8);
        Look(gateway, 10);

        Posts(gateway).ShouldBe(4);
    }

    [Fact]
    public void Adopted_stem_cells_are_left_until_the_targets_change()
    {
        var gateway = Given(DriftHandling.Adopt);
        gateway.Invokers["invoker0"] = 5;
        Look(gateway, 6);
        Drifts(gateway).ShouldHaveSingleItem().Handling.ShouldBe(DriftHandling.Adopt);
        Posts(gateway).ShouldBe(1);

        gateway.Prewarm("2", "guest/f", 8);
        Look(gateway, 3);

        gateway.Invokers["invoker0"].ShouldBe(4);
        gateway.State.StemCellDrifts.ShouldBeEmpty();
    }

    [Fact]
    public void While_changes_are_halted_it_is_only_reported_and_put_back_afterwards()
    {
        var gateway = Given(DriftHandling.PutBack);
        gateway.When(new GatewayCommand.Halt("", "ci", gateway.Now));
        gateway.Invokers["invoker0"] = 1;
        Look(gateway, 5);
        Drifts(gateway).ShouldHaveSingleItem().Handling.ShouldBe(DriftHandling.Report);

        gateway.When(new GatewayCommand.Resume("", "ci", gateway.Now));
        Look(gateway);

        gateway.Invokers["invoker0"].ShouldBe(3);
    }

    [Fact]
    public void A_post_for_a_drift_keeps_the_pace_of_the_guards()
    {
        var gateway = Given(DriftHandling.PutBack, new GuardOptions { ChangesPerMinute = 1 });
        gateway.Invokers["invoker0"] = 1;
        Look(gateway, 2);
        gateway.Wish("1", "guest/g", 512);
        var posts = Posts(gateway);

        Look(gateway, 1, TimeSpan.FromSeconds(1));
        Posts(gateway).ShouldBe(posts);
        gateway.Pass(TimeSpan.FromMinutes(1));

        gateway.Invokers["invoker0"].ShouldBe(3);
    }

    [Fact]
    public void A_gateway_that_comes_back_knows_what_was_told_and_posts_what_is_due()
    {
        var gateway = Given(DriftHandling.PutBack);
        gateway.IsDeaf = true;
        gateway.Invokers["invoker0"] = 1;
        Look(gateway, 3);
        gateway.Invokers["invoker0"].ShouldBe(1);
        gateway.IsDeaf = false;

        gateway.Restart();

        gateway.Calls[^1].Change.ShouldBeOfType<PlatformChange.SetStemCells>().Again.ShouldBeTrue();
        gateway.Invokers["invoker0"].ShouldBe(3);
        gateway.Invokers["invoker0"] = 1;
        Look(gateway, 10);
        Posts(gateway).ShouldBe(3);
        Drifts(gateway).Count(drift => drift.Persists).ShouldBe(1);
    }

    [Fact]
    public void Other_targets_that_are_wished_before_the_post_do_not_lose_that_it_is_due()
    {
        var gateway = Given(DriftHandling.PutBack, new GuardOptions { ChangesPerMinute = 1 });
        gateway.Invokers["invoker0"] = 1;
        Look(gateway, 2);
        gateway.Wish("1", "guest/g", 512);
        Look(gateway, 1, TimeSpan.FromSeconds(1));

        gateway.Prewarm("2", "guest/f", 8);
        gateway.Prewarm("3", "guest/f", 6);
        gateway.Pass(TimeSpan.FromMinutes(1));

        gateway.Calls[^1].Change.ShouldBeOfType<PlatformChange.SetStemCells>().Again.ShouldBeTrue();
        gateway.Prewarm("4", "guest/f", 8);
        gateway.Pass(TimeSpan.FromMinutes(1));
        gateway.Calls[^1].Change.ShouldBeOfType<PlatformChange.SetStemCells>().Again.ShouldBeFalse();
    }
}
