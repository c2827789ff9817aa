using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Trials;
using static AquaTope.Models.Tests.Platform.Gateway;

namespace AquaTope.Models.Tests.Platform;

/// <summary>Trials on functions themselves: whoever measures them may end at any moment.</summary>
public sealed class InPlaceTrialSpecs
{
    private static readonly FunctionId F = Function("guest/f");

    [Fact]
    public void A_trial_begins_once_it_is_known_what_its_functions_have()
    {
        var gateway = new Gateway();
        gateway.Deploy("guest/f", 256);
        gateway.Manage(Workflow("w", ["f"]));

        gateway.Try("w").Permission.ShouldBe(TrialPermission.Granted, "the first question has the function looked up");
        gateway.State.IsOnTrial(F).ShouldBeFalse();
        gateway.Try("w").Permission.ShouldBe(TrialPermission.Granted);

        gateway.State.IsOnTrial(F).ShouldBeTrue();
        gateway.Facts.OfType<GatewayEvent.TrialBegan>().ShouldHaveSingleItem().Functions.ShouldBe([F]);
    }

    [Fact]
    public void What_is_wished_meanwhile_waits_for_its_end()
    {
        var gateway = OnTrial();

        gateway.Wish("b", "guest/f", 640);
        gateway.Deployed[F].Memory.Megabytes.ShouldBe(2048);

        gateway.Deploy("guest/f", 512);
        End(gateway, leavesLimits: false);
        gateway.Deployed[F].Memory.Megabytes.ShouldBe(640);
        gateway.Calls.ShouldNotContain(call => call.Change is PlatformChange.PutBackLimits);
    }

    [Theory]
    [InlineData(DriftHandling.Adopt)]
    [InlineData(DriftHandling.Report)]
    public void Its_limits_are_never_taken_for_a_change_by_hand(DriftHandling handling)
    {
        var gateway = OnTrial(handling);

        gateway.Inspect();
        gateway.Restart();
        gateway.Inspect();

        gateway.Facts.OfType<GatewayEvent.DriftFound>().ShouldBeEmpty();
    }

    [Fact]
    public void One_that_nobody_asks_for_any_more_is_given_up_and_its_functions_get_their_limits_back()
    {
        var gateway = OnTrial(DriftHandling.Adopt);
        gateway.Restart();
        gateway.When(new GatewayCommand.Remind(gateway.Now));

        gateway.Now += InPlaceTrial.SilentFor;
        gateway.When(new GatewayCommand.Remind(gateway.Now));

        gateway.Deployed[F].Memory.Megabytes.ShouldBe(512);
        gateway.Facts.OfType<GatewayEvent.TrialEnded>().ShouldHaveSingleItem().PutBack.ShouldBeTrue();
        gateway.Try("w", isRunning: true).Permission.ShouldBe(TrialPermission.Postponed);
    }

    [Fact]
    public void One_that_is_asked_for_goes_on()
    {
        var gateway = OnTrial();
        for (var i = 0; i < 100; i++)
        {
            gateway.Now += TimeSpan.FromSeconds(1);
            gateway.Try("w", isRunning: true).Permission.ShouldBe(TrialPermission.Granted);
            gateway.When(new GatewayCommand.Remind(gateway.Now));
        }
        gateway.State.IsOnTrial(F).ShouldBeTrue();
    }

    [Fact]
    public void One_that_is_begun_anew_after_an_interruption_waits_until_the_limits_are_back()
    {
        var gateway = OnTrial();
        gateway.When(new GatewayCommand.Halt("while it is away", "ci", gateway.Now));
        gateway.Now += TimeSpan.FromSeconds(20);
        gateway.Try("w").Permission.ShouldBe(TrialPermission.Postponed);
        gateway.Deployed[F].Memory.Megabytes.ShouldBe(2048);

        gateway.When(new GatewayCommand.Resume("", "ci", gateway.Now));

        gateway.Deployed[F].Memory.Megabytes.ShouldBe(512);
        gateway.Try("w").Permission.ShouldBe(TrialPermission.Granted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void A_late_word_of_an_earlier_trial_does_not_end_a_newer_one(int secondsBefore)
    {
        var gateway = OnTrial();
        var before = gateway.Now - TimeSpan.FromSeconds(secondsBefore);

        gateway.When(new GatewayCommand.EndTrial(WorkflowId.Parse("w"), LeavesLimits: true, before, gateway.Now));

        gateway.State.IsOnTrial(F).ShouldBeTrue();
    }

    [Fact]
    public void What_was_changed_by_hand_and_left_so_is_what_is_put_back()
    {
        var gateway = Given(DriftHandling.Report);
        gateway.Deploy("guest/f", 1024);
        gateway.Inspect();
        gateway.Try("w");
        gateway.Deploy("guest/f", 2048);

        End(gateway, leavesLimits: true);

        gateway.Deployed[F].Memory.Megabytes.ShouldBe(1024);
        gateway.State.Function(F).Drift.ShouldNotBeNull();
    }

    [Fact]
    public void A_mode_that_does_not_act_puts_back_all_the_same()
    {
        var gateway = OnTrial(mode: OperatingMode.Recommend);

        End(gateway, leavesLimits: true);

        gateway.Deployed[F].Memory.Megabytes.ShouldBe(512);
    }

    [Fact]
    public void What_a_trial_of_an_earlier_definition_leaves_is_put_back_too()
    {
        var gateway = Given(DriftHandling.Adopt);
        gateway.Deploy("guest/g", 256);
        gateway.Manage(Workflow("w", ["g"]));
        gateway.When(new GatewayCommand.Try(WorkflowId.Parse("w"), [F], false, gateway.Now, gateway.Now));
        gateway.Deploy("guest/f", 2048);
        gateway.Inspect();

        End(gateway, leavesLimits: true);

        gateway.Deployed[F].Memory.Megabytes.ShouldBe(512);
        gateway.Facts.OfType<GatewayEvent.DriftFound>().ShouldBeEmpty();
    }

    [Fact]
    public void Of_two_workflows_that_share_a_function_one_waits_for_the_other()
    {
        var gateway = Given(DriftHandling.Report);
        gateway.Manage(Workflow("w", ["f"]), Workflow("v", ["f"]));
        gateway.Try("w").Permission.ShouldBe(TrialPermission.Granted);

        gateway.Try("v").Reason.ShouldBe("another trial runs on guest/f");
    }

    private static void End(Gateway gateway, bool leavesLimits)
    {
        gateway.Now += TimeSpan.FromSeconds(1);
        gateway.When(new GatewayCommand.EndTrial(WorkflowId.Parse("w"), leavesLimits, gateway.Now, gateway.Now));
    }

    private static Gateway Given(DriftHandling handling, OperatingMode mode = OperatingMode.Enforce)
    {
        var gateway = new Gateway(
            new GatewayOptions { Mode = mode, Reconcile = new ReconcileOptions { OnDrift = handling } });
        gateway.Deploy("guest/f", 512);
        gateway.Manage(Workflow("w", ["f"]));
        gateway.Wish("a", "guest/f", 512);
        gateway.Now += TimeSpan.FromMinutes(1);
        return gateway;
    }

    private static Gateway OnTrial(
        DriftHandling handling = DriftHandling.Report, OperatingMode mode = OperatingMode.Enforce)
    {
        var gateway = Given(handling, mode);
        gateway.Try("w").Permission.ShouldBe(TrialPermission.Granted);
        gateway.Deploy("guest/f", 2048);
        return gateway;
    }
}
