using AquaTope.Host.Tests.Ingestion;

namespace AquaTope.Host.Tests.Node;

public sealed class KilledNodeSpecs
{
    private const int Rounds = 5;
    private const int Senders = 8;

    private static readonly string[] Functions = ["decode", "resize", "notify"];

    private static readonly string[] Workflows =
    [
        """{"name":"thumbnails","functions":["decode","resize"],"params":{},"qos":60}""",
        """{"name":"alerts","functions":["notify"],"params":{},"qos":60}"""
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_node_killed_at_any_moment_loses_nothing_accepted_and_repeats_nothing_applied(int seed)
    {
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        await using var platform = await ManagedPlatform.StartAsync(Functions);
        var site = await NodeSite.CreateAsync(folder.Path, platform.BaseAddress);
        using var load = new ActivationLoad(seed, Functions);

        var node = await site.StartNodeAsync();
        try
        {
            await node.ReadyAsync();
            foreach (var workflow in Workflows) (await node.RegisterAsync(workflow)).ShouldBeTrue();
            load.SendTo(node.Client.BaseAddress!);
            load.Start(Senders);

            for (var round = 0; round < Rounds; round++)
            {
                await load.AnsweredAsync(random.Next(50, 1000));
                node = await ReplaceAsync(node, site, load);

                // Half of the successors die as well, while they read back what the first one left.
                if (random.Next(2) == 0) node = await ReplaceAsync(node, site, load);
                await node.ReadyAsync();
                load.SendTo(node.Client.BaseAddress!);
            }
            await load.FinishAsync();

            // The moment after the platform took the first limits: the node may not have written down that it did.
            await node.EventuallyAsync("set limits", async () => (await LimitsAsync(platform)).Any(IsSet));
            node = await ReplaceAsync(node, site, load);
            await node.CountsAsync(load.Accepted);
            await node.EventuallyAsync("set all limits", async () => (await LimitsAsync(platform)).All(IsSet));

            // Once the spool has let go of what the functions have written down, the journal alone must know it.
            await node.EventuallyAsync("release its spool", () => Task.FromResult(site.SpoolSegments == 1));
            node = await ReplaceAsync(node, site, load);
            await node.CountsAsync(load.Accepted);

            foreach (var workflow in Workflows) (await node.RegisterAsync(workflow)).ShouldBeFalse();
            (await LimitsAsync(platform)).ShouldAllBe(limits => limits.Version == "0.0.2");
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    private static async Task<NodeProcess> ReplaceAsync(NodeProcess node, NodeSite site, ActivationLoad load)
    {
        await node.KillAsync();
        load.Hold();
        await node.DisposeAsync();
        return await site.StartNodeAsync();
    }

    private static async Task<IReadOnlyList<(string Version, int Megabytes)>> LimitsAsync(ManagedPlatform platform)
    {
        var limits = new List<(string Version, int Megabytes)>();
        foreach (var function in Functions) limits.Add(await platform.LimitsAsync(function));
        return limits;
    }

    private static bool IsSet((string Version, int Megabytes) limits) =>
        limits.Megabytes != ManagedPlatform.DeployedMegabytes;
}
