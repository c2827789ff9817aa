using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Akka.Actor;
using AquaTope.Actors.Platform;
using AquaTope.Host.Configuration;
using AquaTope.Host.Emulation;
using AquaTope.Host.Tests.Dashboard;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Wishes;

namespace AquaTope.Host.Tests.Api;

/// <summary>
/// Stem cells that somebody else changed, over HTTP on both sides: a node and an OpenWhisk with #4790.
/// </summary>
public sealed class StemCellDriftSpecs
{
    // What an OpenWhisk keeps that nobody has told anything.
    private const int Initial = 2;

    // The emulated invoker has room for one more.
    private const int Told = 3;

    [Fact]
    public async Task A_manifest_posted_by_hand_is_noticed_and_put_back()
    {
        await using var node = await ManagedAsync(DriftHandling.PutBack);

        await PostByHandAsync(node, 1);
        await node.WhenDecidedAsync("stem-cells-drifted");

        await WhenReadyAsync(node, Told);
        await node.WhenDecidedAsync("stem-cells-drift-ended");
        // None is ready while the one that was posted starts.
        (await ReasonsAsync(node, "stem-cells-drifted")).ShouldHaveSingleItem().ShouldMatch(
            $"^nodejs:20 256 MB on {Regex.Escape(node.PlatformAddress.ToString().TrimEnd('/'))} "
            + "has [01] ready and not 3, which it was told; they are posted again$");
        (await ReasonsAsync(node, "change-applied"))
            .ShouldContain(reason => reason.StartsWith("stem cells to 3 x nodejs:20 256 MB, wished by drift:"));
    }

    [Fact]
    public async Task A_manifest_posted_by_hand_is_reported_and_left_and_what_comes_back_by_hand_ends_it()
    {
        await using var node = await ManagedAsync(DriftHandling.Report);

        await PostByHandAsync(node, 4);
        await node.WhenDecidedAsync("stem-cells-drifted");
        (await ReadyAsync(node)).ShouldBe(4);
        (await ReasonsAsync(node, "stem-cells-drifted")).ShouldHaveSingleItem()
            .ShouldEndWith("has 4 ready and not 3, which it was told; it is left so");

        await PostByHandAsync(node, Told);
        await node.WhenDecidedAsync("stem-cells-drift-ended");
    }

    private static async Task<NodeUnderTest> ManagedAsync(DriftHandling handling)
    {
        var node = await NodeUnderTest.StartAsync(
            configuration => configuration with
            {
                Reconcile = new ReconcileSection { Seconds = 1, OnDrift = handling }
            },
            new EmulatorOptions { Capabilities = PlatformCapabilities.RuntimeConfiguration });
        await node.DeployAsync("resize");
        await node.RegisterAsync("""{"name":"images","functions":["resize"],"qos":1.5}""");
        // A post lets those that are still starting come beside its own, and so does the next one.
        await WhenReadyAsync(node, Initial);
        await node.Actors.Get<PlatformGatewayActor>().Ask<PlatformGatewayProtocol.ChangeAccepted>(
            new PlatformGatewayProtocol.RequestPrewarm(
                new ChangeId("by-test"), FunctionId.Parse("guest/resize"), Told, Told, WishOrder.OfPool(long.MaxValue)),
            TimeSpan.FromSeconds(60));
        await WhenReadyAsync(node, Told);
        return node;
    }

    private static async Task PostByHandAsync(NodeUnderTest node, int count)
    {
        using var request = Admin(node, HttpMethod.Post, "config/runtime", "controller.user:controller.pass");
        request.Content = new StringContent($$"""
            {"runtimes":{"nodejs":[{"kind":"nodejs:20","default":true,"image":{"name":"n"},
              "stemCells":[{"initialCount":{{count}},"memory":"256 MB"}]}]} }
            """);
        using var reply = await node.Http.SendAsync(request);
        reply.IsSuccessStatusCode.ShouldBeTrue(await reply.Content.ReadAsStringAsync());
    }

    private static Task WhenReadyAsync(NodeUnderTest node, int count) =>
        NodeUnderTest.WhenAsync(async () => await ReadyAsync(node) == count);

    private static async Task<int> ReadyAsync(NodeUnderTest node)
    {
        using var request = Admin(node, HttpMethod.Get, "getRuntime", "invoker.user:invoker.pass");
        using var reply = await node.Http.SendAsync(request);
        return JsonElement.Parse(await reply.Content.ReadAsStringAsync()).EnumerateArray()
            .Sum(entry => entry.GetProperty("number").GetInt32());
    }

    private static async Task<IReadOnlyList<string>> ReasonsAsync(NodeUnderTest node, string kind) =>
    [
        .. JsonElement.Parse(await node.Http.GetStringAsync($"/api/decisions?kind={kind}"))
            .EnumerateArray().Select(decision => decision.GetProperty("reason").GetString()!)
    ];

    private static HttpRequestMessage Admin(NodeUnderTest node, HttpMethod method, string path, string account) =>
        new(method, new Uri(node.PlatformAddress, path))
        {
            Headers =
            {
                Authorization = new AuthenticationHeaderValue(
                    "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(account)))
            }
        };
}
