using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Trials;
using static AquaTope.Models.Tests.Platform.Gateway;

namespace AquaTope.Models.Tests.Platform;

public sealed class ModeSpecs
{
    [Fact]
    public void A_workflow_acts_by_its_own_mode_and_the_others_by_that_of_the_nodes()
    {
        var gateway = Managing(
            OperatingMode.Observe, Workflow("a", ["f"], OperatingMode.Enforce), Workflow("b", ["g"]));

        gateway.Wish("1", "guest/f", 512);
        gateway.Wish("2", "guest/g", 512);
        gateway.Prewarm("3", "guest/f", 2);
        gateway.Prewarm("4", "guest/g", 2);

        gateway.Calls.Select(call => LaneKey.Of(call.Change).Value)
            .ShouldBe(["limits:guest/f", "keep-warm:guest/f"], ignoreOrder: true);
    }

    [Fact]
    public void A_shared_function_takes_the_most_cautious_mode()
    {
        var gateway = Managing(
            OperatingMode.Enforce, Workflow("a", ["f"]), Workflow("b", ["f", "g"], OperatingMode.Recommend));

        gateway.Wish("1", "guest/f", 512);

        gateway.Calls.ShouldBeEmpty();
        gateway.State.ModeOf(Function("guest/f")).ShouldBe(OperatingMode.Recommend);
    }

    [Fact]
    public void The_newest_wish_is_pursued_once_the_mode_lets_it()
    {
        var gateway = Managing(OperatingMode.Enforce, Workflow("a", ["f"], OperatingMode.Recommend));
        gateway.Wish("1", "guest/f", 512);
        gateway.Wish("2", "guest/f", 1024);
        gateway.Calls.ShouldBeEmpty();

        gateway.Manage(Workflow("a", ["f"]));

        gateway.Deployed[Function("guest/f")].Memory.Megabytes.ShouldBe(1024);
        gateway.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public void Stem_cells_are_kept_for_functions_that_are_acted_on_and_no_others()
    {
        var gateway = new Gateway(
            new GatewayOptions { Mode = OperatingMode.Enforce }, PlatformCapabilities.RuntimeConfiguration);
        gateway.Deploy("guest/f", 256);
        gateway.Deploy("guest/g", 256);
        gateway.Manage(Workflow("a", ["f"], OperatingMode.Observe), Workflow("b", ["g"]));

        gateway.Prewarm("1", "guest/f", 5);
        gateway.Prewarm("2", "guest/g", 3);

        gateway.Calls[^1].Change.ShouldBeOfType<PlatformChange.SetStemCells>().Targets.ShouldHaveSingleItem()
            .Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(PlatformCapabilities.None)]
    [InlineData(PlatformCapabilities.RuntimeConfiguration)]
    public void What_no_workflow_uses_any_more_is_kept_ready_no_longer_until_one_uses_it_again(
        PlatformCapabilities capabilities)
    {
        var gateway = new Gateway(new GatewayOptions { Mode = OperatingMode.Enforce }, capabilities);
        gateway.Deploy("guest/f", 256);
        gateway.Manage(Workflow("a", ["f"]));
        gateway.Prewarm("1", "guest/f", 5);
        Ready(gateway).ShouldBe(5);

        gateway.Manage();
        gateway.State.ReadyOf(Function("guest/f")).ShouldBe(0);
        Ready(gateway).ShouldBe(capabilities == PlatformCapabilities.None ? 0 : 1, "the manifest needs one at least");

        gateway.Manage(Workflow("b", ["f"]));
        Ready(gateway).ShouldBe(5);
    }

    private static int Ready(Gateway gateway) => gateway.Calls[^1].Change switch
    {
        PlatformChange.KeepWarm warm => warm.Containers,
        PlatformChange.SetStemCells cells => cells.Targets.Single().Count,
        var other => throw new ArgumentException($"Not asked for: {other}.", nameof(gateway))
    };

    [Fact]
    public void A_workflow_in_mode_observe_runs_no_trials_and_neither_does_one_that_shares_a_function_with_it()
    {
        var gateway = Managing(
            OperatingMode.Enforce, Workflow("a", ["f", "g"]), Workflow("b", ["g"], OperatingMode.Observe),
            Workflow("c", ["h"]));

        OnCopies("a").ShouldBe(TrialPermission.Refused);
        OnCopies("b").ShouldBe(TrialPermission.Refused);
        OnCopies("c").ShouldBe(TrialPermission.Granted);
        return;

        TrialPermission OnCopies(string workflow) => TrialVerdict.Of(
            gateway.State, WorkflowId.Parse(workflow), functions: null, isRunning: false).Permission;
    }

    private static Gateway Managing(OperatingMode nodes, params Models.Workflows.Workflow[] workflows)
    {
        var gateway = new Gateway(new GatewayOptions { Mode = nodes }, PlatformCapabilities.None);
        foreach (var function in workflows.SelectMany(workflow => workflow.Functions))
            gateway.Deploy(function.Value, 256);
        gateway.Manage(workflows);
        return gateway;
    }
}
