using System.Net;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using AquaTope.Actors.Platform;
using AquaTope.Host.Configuration;
using AquaTope.Host.Tests.Cli;
using AquaTope.Host.Tests.Dashboard;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Tests.Api;

/// <summary>Modes, rollback and reconciliation, over HTTP on both sides: operator and platform.</summary>
public sealed class SafetyApiSpecs
{
    private const string Workflow = """{"name":"images","functions":["resize"],"qos":1.5}""";

    [Fact]
    public async Task A_workflow_s_mode_withholds_wishes_and_sends_the_newest_when_it_ends()
    {
        await using var node = await ManagedAsync(DriftHandling.Report, mode: "observe");

        await WishAsync(node, "1", 256);
        await WishAsync(node, "2", 384);
        JsonElement.Parse(await node.Http.GetStringAsync("/api/workflows/images")).GetProperty("mode").GetString()
            .ShouldBe("observe");
        var run = await RunAsync(node, "mode", "images", "enforce", "--why", "trusted");

        run.Output.ShouldBe("workflow images: mode enforce\n");
        await node.WhenMemoryIsAsync("resize", 384);
        await node.WhenDecidedAsync("mode-set");
        (await RunAsync(node, "mode", "images", "loud")).Complaints.ShouldHaveSingleItem()
            .ShouldContain("MODE is 'loud'");
        (await RunAsync(node, "mode", "nothing", "observe")).Complaints.ShouldHaveSingleItem()
            .ShouldContain("No workflow is registered as 'nothing'");
        (await RunAsync(node, "mode", "images", "default")).Output.ShouldBe("workflow images: mode of the nodes\n");
    }

    [Fact]
    public async Task A_workflow_goes_back_to_what_its_functions_had_and_shows_the_way_it_came()
    {
        await using var node = await ManagedAsync(DriftHandling.Report);
        await WishAsync(node, "plan:images-1:guest/resize", 384);
        await WhenAppliedAsync(node, 384, changes: 1);

        var list = await RunAsync(node, "rollback", "--list", "images");
        var back = await RunAsync(node, "rollback", "images", "--why", "latency alarm");

        list.Output.ShouldStartWith(
            "original, before the first change\n  guest/resize  1 core, 256 MB\nplan:images-1, since ");
        back.Output.ShouldStartWith("images goes back to original, as rollback:1\n");
        await WhenAppliedAsync(node, 256, changes: 2);
        await node.WhenDecidedAsync("limits-rolled-back");
        (await RunAsync(node, "rollback", "images")).Complaints.ShouldHaveSingleItem()
            .ShouldContain("there is nothing to go back to");
        (await RunAsync(node, "rollback", "--function", "guest/resize", "--to", "plan:images-1")).Output
            .ShouldContain("goes back to plan:images-1, as rollback:2");
        await node.WhenMemoryIsAsync("resize", 384);
    }

    [Theory]
    [InlineData("""{"to":"previous"}""", HttpStatusCode.BadRequest, "either a workflow or a function")]
    [InlineData("""{"workflow":"images","function":"resize","to":"x"}""", HttpStatusCode.BadRequest, "either a workflow")]
    [InlineData("""{"workflow":"images"}""", HttpStatusCode.BadRequest, "to is missing")]
    [InlineData("""{"workflow":"nothing","to":"previous"}""", HttpStatusCode.Conflict, "no workflow is registered")]
    [InlineData("""{"workflows":"images"}""", HttpStatusCode.BadRequest, "workflow, function, to, why and nothing")]
    [InlineData("""{"workflow":3,"to":"x"}""", HttpStatusCode.BadRequest, "cannot be read at workflow; it takes")]
    public async Task A_rollback_that_leads_nowhere_is_refused_in_words(
        string body, HttpStatusCode status, string reason)
    {
        await using var node = await NodeUnderTest.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await node.Http.PostAsync("/api/rollback", content);

        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(reason);
    }

    [Fact]
    public async Task Limits_changed_by_hand_are_reported_and_left()
    {
        await using var node = await DriftedAsync(DriftHandling.Report);

        await node.WhenMemoryIsAsync("resize", 512);
        await node.ChangeByHandAsync("resize", 384);
        await node.WhenDecidedAsync("drift-ended");
    }

    [Fact]
    public async Task Limits_changed_by_hand_are_put_back()
    {
        await using var node = await DriftedAsync(DriftHandling.PutBack);

        await node.WhenMemoryIsAsync("resize", 384);
    }

    [Fact]
    public async Task Limits_changed_by_hand_are_adopted_and_can_be_gone_back_from()
    {
        await using var node = await DriftedAsync(DriftHandling.Adopt);

        await node.WhenMemoryIsAsync("resize", 512);
        (await RunAsync(node, "rollback", "--list", "images")).Output.ShouldContain("Z, changed by hand\n");
        (await RunAsync(node, "rollback", "images")).Output.ShouldContain("goes back to plan:images-1");
        await node.WhenMemoryIsAsync("resize", 384);
    }

    [Fact]
    public async Task A_function_that_was_deleted_is_told_and_its_limits_come_back_with_it()
    {
        await using var node = await ManagedAsync(DriftHandling.PutBack);
        await WishAsync(node, "plan:images-1:guest/resize", 384);
        await node.WhenMemoryIsAsync("resize", 384);

        await node.UndeployAsync("resize");
        await node.WhenDecidedAsync("function-missed");
        await node.DeployAsync("resize");

        await node.WhenMemoryIsAsync("resize", 384);
    }

    // The platform has the limits before the gateway hears that it does, and only then are they in its history.
    private static async Task WhenAppliedAsync(NodeUnderTest node, int megabytes, int changes)
    {
        await node.WhenMemoryIsAsync("resize", megabytes);
        await node.WhenDecidedAsync("change-applied", changes);
    }

    private static async Task<NodeUnderTest> DriftedAsync(DriftHandling handling)
    {
        var node = await ManagedAsync(handling);
        await WishAsync(node, "plan:images-1:guest/resize", 384);
        await node.WhenMemoryIsAsync("resize", 384);
        await node.ChangeByHandAsync("resize", 512);
        await node.WhenDecidedAsync("drift-found");
        return node;
    }

    private static async Task<NodeUnderTest> ManagedAsync(DriftHandling handling, string? mode = null)
    {
        var node = await NodeUnderTest.StartAsync(configuration => configuration with
        {
            Reconcile = new ReconcileSection { Seconds = 1, OnDrift = handling }
        });
        await node.DeployAsync("resize");
        await node.RegisterAsync(mode is null ? Workflow : Workflow.Replace("\"qos\"", $"\"mode\":\"{mode}\",\"qos\""));
        return node;
    }

    private static async Task WishAsync(NodeUnderTest node, string id, int megabytes) =>
        await node.Actors.Get<PlatformGatewayActor>().Ask<PlatformGatewayProtocol.ChangeAccepted>(
            new PlatformGatewayProtocol.RequestLimits(
                new ChangeId(id), FunctionId.Parse("guest/resize"), ResourceConfiguration.Of(1, megabytes)),
            TimeSpan.FromSeconds(60));

    private static Task<CommandLineRun> RunAsync(NodeUnderTest node, string verb, params string[] arguments) =>
        CommandLineRun.OfAsync([verb, "--node", node.Address.ToString(), .. arguments]);
}
