using System.Net;
using System.Text;
using System.Text.Json;
using AquaTope.Host.Tests.Ingestion;

namespace AquaTope.Host.Tests.Node;

/// <summary>
/// Mutations of real bodies at every hook, by four senders at once. <c>AQUATOPE_FUZZ_BODIES</c> says how many, 4,000
/// unless it is set, and <c>AQUATOPE_FUZZ_SEED</c> which, 1 unless set.
/// </summary>
public sealed class FuzzedHookSpecs(RunningNode node) : IClassFixture<RunningNode>
{
    private const string Workflows = "/hooks/workflows";
    private const string Activations = "/hooks/activations";
    private const int Senders = 4;

    // Fewer bodies than this say nothing about memory: what other tests of the process hold is more.
    private const int ManyBodies = 100_000;
    private const long MostGrowth = 64L * 1024 * 1024;

    private static readonly int Bodies = Setting("AQUATOPE_FUZZ_BODIES", 4_000);
    private static readonly int Seed = Setting("AQUATOPE_FUZZ_SEED", 1);

    private static readonly (string Door, byte[] Body)[] Real =
    [
        (Workflows, Utf8(
            """
            {"name":"chain","functions":["decode","resize"],"params":{"width":[1,2.5,null]},"qos":1.5,"percentile":0.9}
            """)),
        (Workflows, Utf8(
            """
            {"name":"graph","stages":[{"name":"a","function":"guest/decode"},
             {"name":"b","function":"guest/resize","after":["a"]},{"name":"c","function":"guest/resize","after":["a","b"]}],
             "params":[{"x":1},{"x":2}],"qos":2}
            """)),
        (Activations, Utf8(Records.Full())),
        (Activations, Utf8($"[{Records.Full()},{Records.With("name", "\"decode\"", Records.Cause)}]"))
    ];

    [Fact]
    public async Task No_mutation_of_a_real_body_makes_a_server_error_or_stays_in_memory()
    {
        await node.ReadyAsync();
        foreach (var (door, body) in Real)
            (await node.PostAsync(door, body)).Status.ShouldBe(HttpStatusCode.Accepted);

        await SendAsync(Bodies / 10, Seed);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await SendAsync(Bodies - Bodies / 10, Seed + Senders);
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;

        if (Bodies >= ManyBodies) growth.ShouldBeLessThan(MostGrowth);
        await node.ReadyAsync();
    }

    private Task SendAsync(int bodies, int seed) =>
        Task.WhenAll(Enumerable.Range(seed, Senders).Select(own => SendMutationsAsync(bodies / Senders, own)));

    private async Task SendMutationsAsync(int bodies, int seed)
    {
        var mutations = new BodyMutations(seed);
        for (var i = 0; i < bodies; i++)
        {
            var (door, body) = Real[i % Real.Length];
            var mutated = mutations.Of(body);
            var answer = await node.PostAsync(door, mutated);
            ((int)answer.Status).ShouldBeLessThan(500, $"{answer.Text}\n{Encoding.UTF8.GetString(mutated)}");
            if (door == Workflows && answer.Status == HttpStatusCode.Accepted) await RetireAsync(answer.Body);
        }
    }

    // A workflow by a mutated name is a workflow, and a node that is told of a hundred thousand manages as many.
    private async Task RetireAsync(JsonElement registered)
    {
        var name = registered.GetProperty("name").GetString()!;
        if (name is not ("chain" or "graph"))
            await node.DeleteAsync($"/api/workflows/{Uri.EscapeDataString(name)}");
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text
            ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : otherwise;
}
