using AquaTope.Host.Tests.Node;

namespace AquaTope.Host.Tests.Clustering;

/// <summary>
/// A gateway whose node the others have given up, while the node itself knows nothing of it: changes of its successor
/// and its own never mix.
/// </summary>
public sealed class FencedGatewaySpecs
{
    private const int Nodes = 3;

    private static readonly string[] Functions = ["decode", "resize", "notify"];

    [SkippableFact]
    public async Task A_gateway_that_was_stopped_and_goes_on_changes_nothing_after_its_successor_has_begun()
    {
        await using var site = await ClusterSite.CreateAsync(Nodes, Functions);
        await RunAsync(site, async (nodes, old, demand) =>
        {
            await nodes[old].SendAsync("STOP");
            demand.Start(senders: 4);
            await ChangesFromAnotherAsync(site, nodes, old);
            await nodes[old].SendAsync("CONT");
            (await nodes[old].EndedAsync()).ShouldBe(1, nodes[old].Log);
        });
    }

    [SkippableFact]
    public async Task A_gateway_that_is_parted_from_the_others_changes_nothing_after_its_successor_has_begun()
    {
        await using var site = await ClusterSite.CreateAsync(Nodes, Functions, network: true);
        await RunAsync(site, async (nodes, old, demand) =>
        {
            site.Network!.Part(old);
            demand.Start(senders: 4);
            await ChangesFromAnotherAsync(site, nodes, old);
            (await nodes[old].EndedAsync()).ShouldBe(1, nodes[old].Log);
        });
    }

    private static async Task RunAsync(ClusterSite site, Func<NodeProcess[], int, ActivationLoad, Task> part)
    {
        var nodes = await site.StartAllAsync();
        using var load = new ActivationLoad(1, Functions, firstId: 0, pace: TimeSpan.FromMilliseconds(50));
        using var more = new ActivationLoad(2, Functions, firstId: 10_000_000, pace: TimeSpan.FromMilliseconds(5));
        try
        {
            await nodes[0].RegisterAsync(
                """{"name":"thumbnails","functions":["decode","resize","notify"],"params":{},"qos":60}""");
            await ClusterSite.KnownAsync(nodes, 1);
            var old = await HolderInAsync(nodes);
            var survivor = nodes[(old + 1) % Nodes];
            load.SendTo(survivor.Client.BaseAddress!);
            load.Start(senders: 4);
            await survivor.EventuallyAsync("see a change", () =>
                Task.FromResult(site.Doors.Changes.Any(change => change.Node == old)));

            // Steady demand leaves nothing to change: more of it is what the successor has to act on. It begins once
            // the old gateway is cut off, which might act on it otherwise and leave its successor nothing.
            more.SendTo(survivor.Client.BaseAddress!);
            await part(nodes, old, more);

            var changes = site.Doors.Changes;
            var first = changes.ToList().FindIndex(change => change.Node != old);
            changes.Skip(first).ShouldAllBe(change => change.Node != old, string.Join('\n', changes));
            await load.FinishAsync();
            await more.FinishAsync();
        }
        finally
        {
            await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        }
    }

    // A node is ready before its gateway has the lease, and what it logs comes through a pipe.
    private static async Task<int> HolderInAsync(NodeProcess[] nodes)
    {
        var holder = -1;
        await nodes[0].EventuallyAsync("see a gateway hold its lease", () =>
        {
            holder = Array.FindIndex(nodes, node =>
                node.Log.Contains("Lease platform-gateway is held by this node", StringComparison.Ordinal));
            return Task.FromResult(holder >= 0);
        });
        return holder;
    }

    private static Task ChangesFromAnotherAsync(ClusterSite site, NodeProcess[] nodes, int old) =>
        nodes[(old + 1) % Nodes].EventuallyAsync("change the platform in its stead", () =>
            Task.FromResult(site.Doors.Changes.Any(change => change.Node != old)));
}
