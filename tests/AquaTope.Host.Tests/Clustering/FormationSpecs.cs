using System.Net.Http.Json;
using System.Text.Json;
using AquaTope.Host.Tests.Node;

namespace AquaTope.Host.Tests.Clustering;

public sealed class FormationSpecs
{
    private const string Workflow = """{"name":"thumbnails","functions":["resize"],"params":{},"qos":60}""";

    [SkippableFact]
    public async Task Three_processes_that_name_the_same_seeds_become_one_cluster()
    {
        await using var site = await ClusterSite.CreateAsync(3, ["resize"]);
        var nodes = await site.StartAllAsync();
        try
        {
            foreach (var (node, index) in nodes.Select((node, index) => (node, index)))
            {
                var answer = await node.Client.GetFromJsonAsync<JsonElement>("/api/cluster");
                answer.GetProperty("self").GetString().ShouldBe(site.AddressOf(index));
                answer.GetProperty("members").EnumerateArray()
                    .Select(member => member.GetProperty("address").GetString())
                    .ShouldBe([site.AddressOf(0), site.AddressOf(1), site.AddressOf(2)], ignoreOrder: true);
            }

            (await nodes[0].RegisterAsync(Workflow)).ShouldBeTrue();
            (await nodes[1].RegisterAsync(Workflow)).ShouldBeFalse();
            await ClusterSite.KnownAsync(nodes, 1);
        }
        finally
        {
            await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        }
    }

    [SkippableFact]
    public async Task A_single_node_keeps_its_journal_in_PostgreSQL_over_a_restart()
    {
        await using var site = await ClusterSite.CreateAsync(1, ["resize"]);
        using var load = new ActivationLoad(1, ["resize"]);
        await using (var node = await site.StartAsync(0))
        {
            await node.ReadyAsync();
            (await node.RegisterAsync(Workflow)).ShouldBeTrue();
            load.SendTo(node.Client.BaseAddress!);
            load.Start(senders: 2);
            await node.EventuallyAsync("change the platform", () => Task.FromResult(site.Doors.Changes.Count > 0));
            await load.FinishAsync();
            (await node.SignalAsync("TERM")).ShouldBe(0, node.Log);
        }

        await using var successor = await site.StartAsync(0);
        await successor.ReadyAsync();
        await successor.CountsAsync(load.Accepted);
        (await successor.RegisterAsync(Workflow)).ShouldBeFalse();
        (await site.Platform.LimitsAsync("resize")).Version.ShouldBeOneOf("0.0.1", "0.0.2");
    }
}
