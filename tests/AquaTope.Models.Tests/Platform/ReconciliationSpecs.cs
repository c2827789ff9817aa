using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Rollbacks;
using static AquaTope.Models.Tests.Platform.Gateway;

namespace AquaTope.Models.Tests.Platform;

public sealed class ReconciliationSpecs
{
    private static readonly FunctionId F = Function("guest/f");

    [Fact]
    public void What_is_as_it_was_given_leads_to_nothing()
    {
        var gateway = Given(DriftHandling.PutBack);
        var facts = gateway.Facts.Count;

        gateway.Inspect();

        gateway.Facts.Count.ShouldBe(facts);
    }

    [Fact]
    public void A_change_by_hand_is_reported_once_and_left_and_its_end_is_told()
    {
        var gateway = Given(DriftHandling.Report);
        gateway.Deploy("guest/f", 1024);

        gateway.Inspect();
        gateway.Inspect();

        var drift = gateway.Facts.OfType<GatewayEvent.DriftFound>().ShouldHaveSingleItem();
        (drift.Expected.Memory.Megabytes, drift.Observed.Memory.Megabytes).ShouldBe((512, 1024));
        gateway.Deployed[F].Memory.Megabytes.ShouldBe(1024);

        gateway.Deploy("guest/f", 512);
        gateway.Inspect();
        gateway.Facts[^1].ShouldBeOfType<GatewayEvent.DriftEnded>();
    }

    [Fact]
    public void A_change_by_hand_is_put_back()
    {
        var gateway = Given(DriftHandling.PutBack);
        gateway.Deploy("guest/f", 1024);

        gateway.Inspect();

        gateway.Deployed[F].Memory.Megabytes.ShouldBe(512);
        gateway.Told.ShouldBeEmpty();
        gateway.Inspect();
        gateway.Facts.OfType<GatewayEvent.DriftFound>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_change_by_hand_is_adopted_and_the_workflow_is_told_that_it_is_in_force()
    {
        var gateway = Given(DriftHandling.Adopt);
        gateway.Deploy("guest/f", 1024);

        gateway.Inspect();

        gateway.Deployed[F].Memory.Megabytes.ShouldBe(1024);
        gateway.State.LimitsOf(F)!.Value.Memory.Megabytes.ShouldBe(1024);
        var told = gateway.Told.ShouldHaveSingleItem();
        told.Imposition.Limits.ShouldBe([new FunctionLimits(F, gateway.Deployed[F])]);
        told.Imposition.Rejects.ShouldBeFalse();
        PastConfiguration.Of([F], gateway.State)[^1].Reason.ShouldBe("changed by hand");

        gateway.Restart();
        gateway.Inspect();
        gateway.Facts.OfType<GatewayEvent.DriftFound>().ShouldHaveSingleItem();
        gateway.RollBack("w", "previous");
        gateway.Deployed[F].Memory.Megabytes.ShouldBe(512);
    }

    [Fact]
    public void Changes_by_hand_that_one_look_finds_are_told_together()
    {
        var gateway = new Gateway(new GatewayOptions
        {
            Reconcile = new ReconcileOptions { OnDrift = DriftHandling.Adopt }
        });
        gateway.Deploy("guest/f", 256);
        gateway.Deploy("guest/g", 256);
        gateway.Manage(Workflow("w", ["f", "g"]));
        gateway.Wish("plan:w-1:guest/f", "guest/f", 512);
        gateway.Wish("plan:w-1:guest/g", "guest/g", 512);
        gateway.Deploy("guest/f", 1024);
        gateway.Deploy("guest/g", 2048);
        gateway.Now += TimeSpan.FromHours(1);

        gateway.Inspect();

        gateway.Told.ShouldHaveSingleItem().Imposition.Limits.Select(limits => limits.Resources.Memory.Megabytes)
            .ShouldBe([1024, 2048]);
    }

    [Theory]
    [InlineData(OperatingMode.Observe)]
    [InlineData(OperatingMode.Recommend)]
    public void In_a_mode_that_does_not_act_it_is_only_reported(OperatingMode mode)
    {
        var gateway = Given(DriftHandling.PutBack, mode);
        gateway.Deploy("guest/f", 1024);

        gateway.Inspect();

        gateway.Facts.OfType<GatewayEvent.DriftFound>().ShouldHaveSingleItem().Handling.ShouldBe(DriftHandling.Report);
        gateway.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void While_changes_are_halted_it_is_only_reported_and_handled_afterwards()
    {
        var gateway = Given(DriftHandling.PutBack);
        gateway.When(new GatewayCommand.Halt("", "ci", gateway.Now));
        gateway.Deploy("guest/f", 1024);
        gateway.Inspect();
        gateway.Deployed[F].Memory.Megabytes.ShouldBe(1024);

        gateway.When(new GatewayCommand.Resume("", "ci", gateway.Now));
        gateway.Inspect();

        gateway.Deployed[F].Memory.Megabytes.ShouldBe(512);
    }

    [Fact]
    public void Limits_of_a_function_that_was_never_given_any_are_taken_as_they_are()
    {
        var gateway = new Gateway();
        gateway.Deploy("guest/f", 256);
        gateway.Prewarm("1", "guest/f", 1);
        gateway.Deploy("guest/f", 1024);

        gateway.Inspect();

        gateway.Facts.OfType<GatewayEvent.DriftFound>().ShouldHaveSingleItem().Handling.ShouldBe(DriftHandling.Adopt);
        gateway.State.LimitsOf(F)!.Value.Memory.Megabytes.ShouldBe(1024);
    }

    [Fact]
    public void A_deleted_function_is_told_once_and_its_lanes_wait_until_it_is_deployed_again()
    {
        var gateway = Given(DriftHandling.PutBack);
        gateway.Deployed.Remove(F);
        gateway.Inspect();
        gateway.Inspect();
        gateway.Facts.OfType<GatewayEvent.FunctionMissed>().ShouldHaveSingleItem();
        gateway.Wish("later", "guest/f", 2048);
        var calls = gateway.Calls.Count;
        gateway.Pass(TimeSpan.FromHours(1));
        gateway.Calls.Count.ShouldBe(calls);

        gateway.Deploy("guest/f", 256);
        gateway.Inspect();

        gateway.Deployed[F].Memory.Megabytes.ShouldBe(2048);
    }

    [Fact]
    public void What_was_seen_before_a_change_ended_says_nothing()
    {
        var gateway = Given(DriftHandling.PutBack);
        var began = gateway.Now;
        gateway.Pass(TimeSpan.FromSeconds(1));
        gateway.Wish("2", "guest/f", 1024);

        gateway.When(new GatewayCommand.Compare(
            [new Inspection(F, new FunctionLookup.Found(Node, Models.Quantities.ResourceConfiguration.Of(1, 512)))],
            began, gateway.Now));

        gateway.Facts.OfType<GatewayEvent.DriftFound>().ShouldBeEmpty();
    }

    [Fact]
    public void Where_the_platform_has_no_cpu_limits_only_memory_is_compared()
    {
        var gateway = new Gateway(
            new GatewayOptions { Reconcile = new ReconcileOptions { OnDrift = DriftHandling.PutBack } },
            PlatformCapabilities.None);
        gateway.Deploy("guest/f", 256);
        gateway.Wish("1", "guest/f", 512, 2);
        gateway.Deploy("guest/f", 512);

        gateway.Inspect();

        gateway.Facts.OfType<GatewayEvent.DriftFound>().ShouldBeEmpty();
    }

    private static Gateway Given(DriftHandling handling, OperatingMode mode = OperatingMode.Enforce)
    {
        var gateway = new Gateway(new GatewayOptions
        {
            Mode = mode,
            Reconcile = new ReconcileOptions { OnDrift = handling }
        });
        gateway.Deploy("guest/f", 256);
        gateway.Manage(Workflow("w", ["f"]));
        gateway.Wish("plan:w-1:guest/f", "guest/f", 512);
        gateway.Pass(TimeSpan.FromMinutes(5));
        return gateway;
    }
}
