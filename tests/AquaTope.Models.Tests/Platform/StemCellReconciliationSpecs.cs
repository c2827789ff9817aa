using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;
using static AquaTope.Models.Tests.Platform.Gateway;
using static AquaTope.Models.Tests.Platform.StemCellLooks;

namespace AquaTope.Models.Tests.Platform;

/// <summary>What of invokers' stem cells is a drift, and when it is over.</summary>
public sealed class StemCellReconciliationSpecs
{
    [Fact]
    public void Invokers_that_keep_what_they_were_told_lead_to_nothing()
    {
        var gateway = Given(DriftHandling.PutBack);

        Look(gateway, 10);

        Drifts(gateway).ShouldBeEmpty();
        Posts(gateway).ShouldBe(1);
    }

    [Fact]
    public void A_stem_cell_that_is_taken_and_replaced_is_no_drift()
    {
        var gateway = Given(DriftHandling.PutBack);

        for (var i = 0; i < 12; i++)
        {
            gateway.Invokers["invoker0"] = i % 3 == 0 ? 3 : 2;
            Look(gateway);
        }

        Drifts(gateway).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_level_that_three_looks_bear_out_is_reported_once_and_left_and_its_end_is_told(int ready)
    {
        var gateway = Given(DriftHandling.Report);
        gateway.Invokers["invoker0"] = ready;
        Look(gateway, 2);
        Drifts(gateway).ShouldBeEmpty();

        Look(gateway, 5);

        var drift = Drifts(gateway).ShouldHaveSingleItem();
        (drift.Place, drift.Told, drift.Ready, drift.Handling)
            .ShouldBe((PlayedInvokers.Place("invoker0"), 3, ready, DriftHandling.Report));
        Posts(gateway).ShouldBe(1);
        gateway.Invokers["invoker0"] = 3;
        Look(gateway, 3);
        gateway.Facts.OfType<GatewayEvent.StemCellsDriftEnded>().ShouldHaveSingleItem().Place.ShouldBe(drift.Place);
        gateway.State.StemCellDrifts.ShouldBeEmpty();
    }

    [Fact]
    public void A_lack_is_judged_by_the_most_and_an_excess_by_the_least_that_was_seen()
    {
        var gateway = Given(DriftHandling.Report);

        foreach (var (one, other) in new[] { (0, 6), (2, 4), (1, 5) })
        {
            (gateway.Invokers["invoker0"], gateway.Invokers["invoker1"]) = (one, other);
            Look(gateway);
        }

        Drifts(gateway).Select(drift => drift.Ready).ShouldBe([2, 4]);
    }

    [Fact]
    public void Only_what_is_further_off_is_told_again()
    {
        var gateway = Given(DriftHandling.Report);
        gateway.Invokers["invoker0"] = 1;
        Look(gateway, 3);

        gateway.Invokers["invoker0"] = 2;
        Look(gateway, 3);
        gateway.Invokers["invoker0"] = 0;
        Look(gateway, 3);
        gateway.Invokers["invoker0"] = 4;
        Look(gateway, 3);

        Drifts(gateway).Select(drift => drift.Ready).ShouldBe([1, 0, 4]);
    }

    [Fact]
    public void A_lack_ends_with_one_look_and_an_excess_of_which_one_is_taken_does_not()
    {
        var gateway = Given(DriftHandling.Report);
        (gateway.Invokers["invoker0"], gateway.Invokers["invoker1"]) = (2, 4);
        Look(gateway, 3);

        (gateway.Invokers["invoker0"], gateway.Invokers["invoker1"]) = (3, 3);
        Look(gateway);

        gateway.State.StemCellDrifts.Keys.ShouldBe([PlayedInvokers.Place("invoker1")]);
        Look(gateway, 2);
        gateway.State.StemCellDrifts.ShouldBeEmpty();
    }

    [Fact]
    public void A_post_between_two_looks_makes_those_before_it_void()
    {
        var gateway = Given(DriftHandling.Report);
        gateway.Invokers["invoker0"] = 1;
        Look(gateway, 2);

        gateway.Prewarm("2", "guest/f", 8);
        gateway.Prewarm("3", "guest/f", 6);
        gateway.Invokers["invoker0"] = 1;
        Look(gateway, 2);

        Drifts(gateway).ShouldBeEmpty();
        Look(gateway);
        Drifts(gateway).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_look_during_which_stem_cells_were_posted_says_nothing()
    {
        var gateway = Given(DriftHandling.Report);
        gateway.Invokers["invoker0"] = 1;
        Look(gateway, 2);
        var began = gateway.Now;
        gateway.Pass(TimeSpan.FromSeconds(1));
        gateway.Prewarm("2", "guest/f", 8);
        gateway.Prewarm("3", "guest/f", 6);

        gateway.When(new GatewayCommand.Compare([], began, gateway.Now)
        {
            StemCells = gateway.Invokers.LookAt(gateway.State.StemCellsApplied!)
        });

        gateway.State.StemCellWatch.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void In_a_mode_that_does_not_act_any_more_it_is_only_reported()
    {
        var gateway = Given(DriftHandling.PutBack);
        gateway.Manage(Workflow("w", ["f"], OperatingMode.Observe));
        gateway.Invokers["invoker0"] = 1;

        Look(gateway, 5);

        Drifts(gateway).ShouldHaveSingleItem().Handling.ShouldBe(DriftHandling.Report);
        gateway.Invokers["invoker0"].ShouldBe(1);
    }

    [Fact]
    public void An_invoker_that_does_not_say_and_a_platform_that_cannot_tell_are_no_drift()
    {
        var gateway = Given(DriftHandling.PutBack);
        gateway.Invokers["invoker0"] = 0;
        gateway.Invokers.Silent.Add("invoker0");
        Look(gateway, 5);
        gateway.Invokers.Silent.Clear();
        Look(gateway, 2);
        gateway.Invokers.IsUnknown = true;
        Look(gateway, 2);

        Drifts(gateway).ShouldBeEmpty();
        gateway.State.StemCellWatch.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void The_drift_of_an_invoker_that_is_no_longer_there_ends()
    {
        var gateway = Given(DriftHandling.Report);
        gateway.Invokers["invoker1"] = 1;
        Look(gateway, 3);

        gateway.Invokers.Names.Remove("invoker1");
        Look(gateway);

        gateway.State.StemCellDrifts.ShouldBeEmpty();
    }
}
