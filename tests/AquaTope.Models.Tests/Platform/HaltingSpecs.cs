using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Trials;
using static AquaTope.Models.Tests.Platform.Gateway;

namespace AquaTope.Models.Tests.Platform;

public sealed class HaltingSpecs
{
    private static readonly WorkflowId W = WorkflowId.Parse("w");

    private readonly Gateway _gateway = new();

    public HaltingSpecs()
    {
        _gateway.Deploy("guest/f", 256);
        _gateway.Manage(Workflow("w", ["f"]));
    }

    [Fact]
    public void While_changes_are_halted_wishes_coalesce_and_the_newest_is_called_when_they_resume()
    {
        Halt();
        _gateway.Wish("a", "guest/f", 512);
        _gateway.Wish("b", "guest/f", 384);
        _gateway.Pass(TimeSpan.FromHours(1));
        _gateway.Calls.ShouldBeEmpty();

        Resume();

        _gateway.Calls.ShouldHaveSingleItem();
        _gateway.Deployed[Function("guest/f")].Memory.Megabytes.ShouldBe(384);
    }

    [Fact]
    public void A_halt_outlives_a_restart_and_said_twice_it_is_one()
    {
        Halt();
        Halt();
        _gateway.Facts.OfType<GatewayEvent.ChangesHalted>().ShouldHaveSingleItem();

        _gateway.Restart();
        _gateway.Wish("a", "guest/f", 512);
        _gateway.Calls.ShouldBeEmpty();
        _gateway.State.IsQuiet.ShouldBeTrue();

        Resume();
        Resume();
        _gateway.Facts.OfType<GatewayEvent.ChangesResumed>().ShouldHaveSingleItem();
        _gateway.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public void Trials_are_postponed_while_changes_are_halted_and_go_on_afterwards()
    {
        Halt();
        TrialVerdict.Of(_gateway.State, W, functions: null, isRunning: false).ShouldBe(
            new TrialVerdict(TrialPermission.Postponed, "changes are halted by ci: latency alarm"));

        Resume();
        TrialVerdict.Of(_gateway.State, W, functions: null, isRunning: false).Permission
            .ShouldBe(TrialPermission.Granted);
    }

    private void Halt() => _gateway.When(new GatewayCommand.Halt("latency alarm", "ci", _gateway.Now));

    private void Resume() => _gateway.When(new GatewayCommand.Resume("", "ci", _gateway.Now));
}
