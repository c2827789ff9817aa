using System.Net;
using AquaTope.Host.Configuration;
using AquaTope.Host.Tests.Ingestion;

namespace AquaTope.Host.Tests.Node;

public sealed class UnreadyNodeSpecs
{
    [Fact]
    public async Task A_node_that_does_not_know_its_workflows_yet_takes_nothing_in()
    {
        using var node = new RunningNode();
        await node.InitializeAsync(configuration => configuration with
        {
            // Nobody answers there, so that it never becomes part of a cluster.
            Cluster = new ClusterSection { SeedNodes = ["127.0.0.1:1"] },
            Database = "Host=127.0.0.1;Port=1;Database=nowhere"
        });
        try
        {
            var answer = await node.PostAsync("/hooks/activations", Records.Full());

            answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.RetryAfter.ShouldNotBeNull();
            (await node.GetAsync("/healthz/ready")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await node.GetAsync("/healthz/live")).Status.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_node_whose_queue_is_full_says_when_to_come_back()
    {
        using var node = new RunningNode();
        await node.InitializeAsync(configuration => configuration with
        {
            Ingest = new IngestSection { QueueCapacity = 1 }
        });
        try
        {
            await node.ReadyAsync();
            await node.PostAsync("/hooks/workflows", """{"name":"thumbnails","functions":["resize"],"qos":1}""");

            var answers = new List<NodeAnswer>();
            for (var id = 1; id < 4000 && !answers.Exists(IsTooMany); id += 16)
                answers.AddRange(await Task.WhenAll(Enumerable.Range(id, 16).Select(number =>
                    node.PostAsync("/hooks/activations", Records.With("name", "\"resize\"", Records.IdOf(number))))));

            answers.First(IsTooMany).RetryAfter.ShouldNotBeNull();
            answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Accepted || IsTooMany(answer));
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    private static bool IsTooMany(NodeAnswer answer) => answer.Status == HttpStatusCode.TooManyRequests;
}
