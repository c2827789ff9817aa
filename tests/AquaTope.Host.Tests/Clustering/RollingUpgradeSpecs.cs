using AquaTope.Host.Tests.Node;
using Xunit.Abstractions;

namespace AquaTope.Host.Tests.Clustering;

/// <summary>
/// A cluster whose nodes are replaced in turn while activations flow.
/// <c>AQUATOPE_EARLIER_RELEASE</c> names the folder with the
/// <c>aquatope.dll</c> of the release that they are of before; without it they are of this one.
/// </summary>
public sealed class RollingUpgradeSpecs(ITestOutputHelper output)
{
    private const string ReleaseVariable = "AQUATOPE_EARLIER_RELEASE";
    private const int Nodes = 3;

    private static readonly string[] Functions = ["decode", "resize", "notify"];

    [SkippableFact]
    public async Task Nodes_that_are_replaced_in_turn_lose_nothing_accepted_and_repeat_nothing_applied()
    {
        var earlier = Environment.GetEnvironmentVariable(ReleaseVariable);
        await using var site = await ClusterSite.CreateAsync(Nodes, Functions);
        var nodes = await site.StartAllAsync(earlier);
        var loads = Enumerable.Range(0, Nodes)
            .Select(node => new ActivationLoad(node + 1, Functions, node * 10_000_000, TimeSpan.FromMilliseconds(20)))
            .ToArray();
        try
        {
            await nodes[0].RegisterAsync("""{"name":"thumbnails","params":{},"qos":60,"functions":["decode","resize","notify"]}""");
            await ClusterSite.KnownAsync(nodes, 1);
            for (var node = 0; node < Nodes; node++)
            {
                loads[node].SendTo(nodes[node].Client.BaseAddress!);
                loads[node].Start(senders: 1);
            }
            await Task.WhenAll(loads.Select(load => load.AnsweredAsync(50)));

            // The oldest, which has every singleton, comes last.
            foreach (var node in new[] { 1, 2, 0 })
            {
                loads[node].Hold();
                (await nodes[node].SignalAsync("TERM")).ShouldBe(0, nodes[node].Log);
                await nodes[node].DisposeAsync();
                nodes[node] = await site.StartAsync(node);
                await nodes[node].EventuallyAsync(
                    "see all members", async () => await ClusterSite.UpAsync(nodes[node]) == Nodes);
                await nodes[node].ReadyAsync();
                loads[node].SendTo(nodes[node].Client.BaseAddress!);
                foreach (var function in Functions) await nodes[node].CountsOnAsync($"guest/{function}");
                output.WriteLine($"node {node} is replaced, all functions count on");
            }
            await Task.WhenAll(loads.Select(load => load.FinishAsync()));

            var accepted = loads.SelectMany(load => load.Accepted).GroupBy(pair => pair.Key)
                .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
            foreach (var node in nodes)
            {
                await node.CountsAsync(accepted);
                node.Log.ShouldNotContain("no row");
            }
            output.WriteLine($"counted: {string.Join(", ", accepted.Select(pair => $"{pair.Key} {pair.Value}"))}");
            foreach (var function in Functions)
                (await site.Platform.LimitsAsync(function)).Version.ShouldBeOneOf("0.0.1", "0.0.2");
        }
        finally
        {
            foreach (var load in loads) load.Dispose();
            await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        }
    }
}
