using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AquaTope.Host.Tests.Node;
using Xunit.Abstractions;

namespace AquaTope.Host.Tests.Clustering;

/// <summary>
/// Nodes that are killed, one after the other, while activations flow. <c>AQUATOPE_CLUSTER_ROUNDS</c> says how often;
/// then the time until every function decides again is held against the promise as well.
/// </summary>
public sealed class KilledMemberSpecs(ITestOutputHelper output)
{
    private const string RoundsVariable = "AQUATOPE_CLUSTER_ROUNDS";
    private const int Nodes = 3;

    private static readonly TimeSpan PromiseAfterDeath = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PromiseAfterSignal = TimeSpan.FromSeconds(2);

    private static readonly string[] Functions = [.. Enumerable.Range(0, 12).Select(number => $"stage-{number}")];

    private static readonly string[] Workflows =
    [
        .. Functions.Chunk(4).Select((functions, number) =>
            $$"""
            {"name":"flow-{{number}}","params":{},"qos":60,
             "functions":[{{string.Join(',', functions.Select(name => $"\"{name}\""))}}]}
            """)
    ];

    [SkippableFact]
    public async Task Nodes_that_are_killed_in_turn_lose_nothing_accepted_and_repeat_nothing_applied()
    {
        var isLong = int.TryParse(
            Environment.GetEnvironmentVariable(RoundsVariable), CultureInfo.InvariantCulture, out var rounds);
        if (!isLong) rounds = 2;
        await using var site = await ClusterSite.CreateAsync(Nodes, Functions);
        var nodes = await site.StartAllAsync();
        var loads = Enumerable.Range(0, Nodes)
            .Select(node => new ActivationLoad(node + 1, Functions, node * 10_000_000, TimeSpan.FromMilliseconds(20)))
            .ToArray();
        try
        {
            foreach (var workflow in Workflows) await nodes[0].RegisterAsync(workflow);
            await ClusterSite.KnownAsync(nodes, Workflows.Length);
            for (var node = 0; node < Nodes; node++)
            {
                loads[node].SendTo(nodes[node].Client.BaseAddress!);
                loads[node].Start(senders: 2);
            }
            await Task.WhenAll(loads.Select(load => load.AnsweredAsync(50)));

            for (var round = 0; round < rounds; round++)
            {
                // The first victim is the oldest, which has every singleton; its successors follow in turn.
                var victim = round % Nodes;
                await nodes[victim].KillAsync();
                loads[victim].Hold();
                Within(
                    PromiseAfterDeath, await AllDecideAgainAsync(nodes, victim), $"round {round}, node {victim} killed",
                    isLong);
                await ReplaceAsync(site, nodes, loads, victim);
            }

            await nodes[1].SignalAsync("TERM");
            loads[1].Hold();
            Within(PromiseAfterSignal, await AllDecideAgainAsync(nodes, 1), "node 1 stopped", isLong);
            await ReplaceAsync(site, nodes, loads, 1);
            await Task.WhenAll(loads.Select(load => load.FinishAsync()));

            var accepted = loads.SelectMany(load => load.Accepted).GroupBy(pair => pair.Key)
                .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
            output.WriteLine($"accepted: {Text(accepted)}");
            output.WriteLine($"counted:  {Text(await CountsAsync(nodes))}");
            foreach (var node in nodes) await node.CountsAsync(accepted);

            // One study a workflow sets limits once at most; a third version would be a change that was repeated.
            foreach (var function in Functions)
                (await site.Platform.LimitsAsync(function)).Version.ShouldBeOneOf("0.0.1", "0.0.2");
        }
        finally
        {
            foreach (var load in loads) load.Dispose();
            await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        }
    }

    private static async Task ReplaceAsync(ClusterSite site, NodeProcess[] nodes, ActivationLoad[] loads, int victim)
    {
        await nodes[victim].DisposeAsync();
        nodes[victim] = await site.StartAsync(victim);
        await nodes[victim].EventuallyAsync(
            "see all members", async () => await ClusterSite.UpAsync(nodes[victim]) == Nodes);
        await nodes[victim].ReadyAsync();
        loads[victim].SendTo(nodes[victim].Client.BaseAddress!);
    }

    // A function decides when it closes a window, and then it is that its counts grow.
    private static async Task<TimeSpan> AllDecideAgainAsync(NodeProcess[] nodes, int victim)
    {
        var clock = Stopwatch.StartNew();
        var survivors = nodes.Where((_, node) => node != victim).ToArray();
        var before = await CountsAsync(survivors);
        await survivors[0].EventuallyAsync("decide for every function", async () =>
            (await CountsAsync(survivors)).All(count => count.Value > before.GetValueOrDefault(count.Key)));
        return clock.Elapsed;
    }

    private static async Task<Dictionary<string, long>> CountsAsync(NodeProcess[] survivors)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var node in survivors)
            foreach (var function in
                     (await node.Client.GetFromJsonAsync<JsonElement>("/api/functions")).EnumerateArray())
            {
                var name = function.GetProperty("name").GetString()!;
                counts[name] = Math.Max(
                    function.GetProperty("invocations").GetInt64(), counts.GetValueOrDefault(name));
            }
        return counts;
    }

    private static string Text(Dictionary<string, long> counts) => string.Join(
        ", ", counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));

    private void Within(TimeSpan promise, TimeSpan took, string what, bool isLong)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: every function decided again after {took.TotalSeconds:0.0} s"));
        if (isLong) took.ShouldBeLessThan(promise, what);
    }
}
