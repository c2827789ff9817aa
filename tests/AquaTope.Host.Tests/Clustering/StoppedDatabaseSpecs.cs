using System.Diagnostics;
using System.Globalization;
using System.Net;
using AquaTope.Host.Tests.Node;

namespace AquaTope.Host.Tests.Clustering;

/// <summary>
/// A database that is stopped while activations flow, for <c>AQUATOPE_OUTAGE_SECONDS</c> at least; unless that says
/// otherwise, until the gateway has lost its lease.
/// </summary>
public sealed class StoppedDatabaseSpecs
{
    private const string OutageVariable = "AQUATOPE_OUTAGE_SECONDS";
    private const string First = """{"name":"thumbnails","functions":["resize"],"params":{},"qos":60}""";
    private const string Second = """{"name":"alerts","functions":["notify"],"params":{},"qos":60}""";

    [SkippableFact]
    public async Task A_node_without_its_database_keeps_what_it_can_and_refuses_the_rest_and_comes_back_by_itself()
    {
        await using var site = await ClusterSite.CreateAsync(1, ["resize", "notify"]);
        using var load = new ActivationLoad(1, ["resize"], firstId: 0, pace: TimeSpan.FromMilliseconds(20));
        await using var node = await site.StartAsync(0);
        await node.ReadyAsync();
        await node.RegisterAsync(First);
        load.SendTo(node.Client.BaseAddress!);
        load.Start(senders: 2);
        await load.AnsweredAsync(20);

        await site.Database.StopAsync();
        var away = Stopwatch.StartNew();

        await node.UnreadyAsync("The journal cannot be written");
        do
        {
            var refusal = await node.PostAsync("/hooks/workflows", Second);
            refusal.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refusal.Text.ShouldContain("Nothing was changed, since the journal cannot be written");
            await load.AnsweredAsync(20);
            foreach (var path in new[] { "/api/workflows", "/api/functions", "/api/cluster", "/healthz/live" })
                (await node.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
        while (away.Elapsed < Outage());
        await node.EventuallyAsync("lose the gateway's lease", () =>
            Task.FromResult(node.Log.Contains("is lost: it could not be renewed in time", StringComparison.Ordinal)));

        await site.Database.StartAgainAsync();

        await node.ReadyAsync();
        await node.EventuallyAsync("register again", async () =>
            (await node.PostAsync("/hooks/workflows", Second)).Status == HttpStatusCode.Accepted);
        await node.CountsOnAsync("guest/resize");
        await load.FinishAsync();
    }

    private static TimeSpan Outage() => TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable(OutageVariable), CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : 0);
}
