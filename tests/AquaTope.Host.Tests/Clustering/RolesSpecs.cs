using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AquaTope.Host.Tests.Node;

namespace AquaTope.Host.Tests.Clustering;

public sealed class RolesSpecs
{
    private const string Workflow = """{"name":"thumbnails","functions":["decode","resize"],"params":{},"qos":60}""";

    [SkippableFact]
    public async Task Nodes_of_different_roles_do_together_what_one_does_and_lose_nothing_when_the_pools_die()
    {
        await using var site = await ClusterSite.CreateAsync(3, ["decode", "resize"]);
        using var load = new ActivationLoad(1, ["decode", "resize"]);
        string[] roles = ["control", "ingest", "pools"];
        var nodes = await Task.WhenAll(roles.Select((role, node) => site.StartAsync(node, "--roles", role)));
        try
        {
            foreach (var node in nodes) await node.ReadyAsync();
            (await nodes[2].RegisterAsync(Workflow)).ShouldBeTrue();
            foreach (var node in nodes)
                await node.EventuallyAsync("know the workflow", async () =>
                    (await node.Client.GetFromJsonAsync<JsonElement>("/api/workflows")).GetArrayLength() == 1);

            using var refused = await nodes[2].Client.PostAsJsonAsync("/hooks/activations", Array.Empty<object>());
            refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await refused.Content.ReadAsStringAsync()).ShouldContain("send them to a node with the role ingest");

            load.SendTo(nodes[1].Client.BaseAddress!);
            load.Start(senders: 2);
            await load.AnsweredAsync(200);
            await nodes[2].KillAsync();
            await nodes[2].DisposeAsync();
            await load.AnsweredAsync(200);
            nodes[2] = await site.StartAsync(2, "--roles", "pools");
            await nodes[2].ReadyAsync();
            await load.AnsweredAsync(200);
            await load.FinishAsync();

            foreach (var node in nodes) await node.CountsAsync(load.Accepted);
        }
        finally
        {
            await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        }
    }
}
