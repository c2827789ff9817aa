using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AquaTope.Host.Emulation;
using AquaTope.Host.Tests.Ingestion;
using AquaTope.Host.Tests.Node;
using AquaTope.Testing;

namespace AquaTope.Host.Tests.Clustering;

/// <summary>
/// What the processes of a cluster share: a PostgreSQL server, an emulated platform and a configuration. Each node has
/// a port and a data directory of its own, which its successors take over. Windows last a second.
/// </summary>
internal sealed class ClusterSite : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<int> _ports;
    private readonly List<int> _listening;

    private ClusterSite(
        PostgreSqlServer database, ManagedPlatform platform, PlatformDoors doors, int nodes, bool network)
    {
        (Database, Platform, Doors) = (database, platform, doors);
        _ports = [.. Enumerable.Range(0, nodes).Select(_ => FreePort.Next())];
        _listening = network ? [.. _ports.Select(_ => FreePort.Next())] : _ports;
        if (network) Network = new ClusterNetwork(_ports, _listening);
    }

    public PostgreSqlServer Database { get; }

    public ManagedPlatform Platform { get; }

    /// <summary>What nodes send to the platform.</summary>
    public PlatformDoors Doors { get; }

    /// <summary>What nodes send to each other, where it is led through the test.</summary>
    public ClusterNetwork? Network { get; }

    /// <summary>Starts the server and the platform; skips the calling test where there is no PostgreSQL.</summary>
    /// <param name="nodes">How many nodes the cluster may have; each is a seed.</param>
    /// <param name="functions">Names of functions of the namespace <c>guest</c>.</param>
    /// <param name="network">Whether nodes can be parted.</param>
    public static async Task<ClusterSite> CreateAsync(int nodes, string[] functions, bool network = false)
    {
        var database = await PostgreSqlServer.StartAsync();
        var platform = await ManagedPlatform.StartAsync(functions);
        var doors = await PlatformDoors.OpenAsync(platform.BaseAddress, nodes);
        var site = new ClusterSite(database, platform, doors, nodes, network);
        for (var node = 0; node < nodes; node++)
            await File.WriteAllTextAsync(site.Configuration(node), $$"""
                {
                  "Window": { "Seconds": 1, "LatenessSeconds": 0.2 },
                  "Ingest": { "RedeliverySeconds": 0 },
                  "Tuning": { "RunsToProfile": 1000000, "QuietWindows": 2 },
                  "Study": { "Trials": 8, "Repetitions": 1, "RetryAfter": "00:00:01" },
                  "Cluster": { "BindPort": {{site._listening[node]}} },
                  "Database": "{{database.ConnectionString}}",
                  "OpenWhisk": { "Endpoint": "{{doors.AddressFor(node)}}", "Auth": "{{EmulatorOptions.GuestKey}}" }
                }
                """);
        return site;
    }

    /// <summary>What a node calls itself in the cluster.</summary>
    public string AddressOf(int node) => $"akka.tcp://aquatope@127.0.0.1:{_ports[node]}";

    /// <summary>Starts a process of a node, numbered from 0, and returns when it listens.</summary>
    public Task<NodeProcess> StartAsync(int node, params string[] options) => StartAsync(null, node, options);

    /// <summary>As <see cref="StartAsync(int, string[])"/>, of another release where one's folder is named.</summary>
    public Task<NodeProcess> StartAsync(string? release, int node, params string[] options)
    {
        return NodeProcess.StartAsync(
            Path.Combine(_folder.Path, string.Create(CultureInfo.InvariantCulture, $"node-{node}")),
            Configuration(node), [
                "--cluster-port", _ports[node].ToString(CultureInfo.InvariantCulture),
                "--seed-nodes", string.Join(',', _ports.Select(port => $"127.0.0.1:{port}")), .. options
            ],
            started => Network?.Is(node, started), release);
    }

    /// <summary>Starts a process of every node and returns when they have become one cluster.</summary>
    public async Task<NodeProcess[]> StartAllAsync(string? release = null)
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, _ports.Count).Select(node => StartAsync(release, node)));
        foreach (var node in nodes)
        {
            await node.EventuallyAsync("see all members", async () => await UpAsync(node) == nodes.Length);
            await node.ReadyAsync();
        }
        return nodes;
    }

    /// <summary>Returns once every node knows so many workflows; before, it drops what their functions did.</summary>
    public static async Task KnownAsync(IEnumerable<NodeProcess> nodes, int workflows)
    {
        foreach (var node in nodes)
            await node.EventuallyAsync("know the workflows", async () =>
                (await node.Client.GetFromJsonAsync<JsonElement>("/api/workflows")).GetArrayLength() == workflows);
    }

    /// <summary>How many members a node sees up; none where it does not answer.</summary>
    public static async Task<int> UpAsync(NodeProcess node) => (await MembersAsync(node)).Count(member =>
        member.GetProperty("status").GetString() == "up");

    /// <summary>The members as a node sees them.</summary>
    public static async Task<IReadOnlyList<JsonElement>> MembersAsync(NodeProcess node) =>
        [.. (await node.Client.GetFromJsonAsync<JsonElement>("/api/cluster")).GetProperty("members").EnumerateArray()];

    public async ValueTask DisposeAsync()
    {
        Network?.Dispose();
        await Doors.DisposeAsync();
        await Platform.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Dispose();
    }

    private string Configuration(int node) =>
        Path.Combine(_folder.Path, string.Create(CultureInfo.InvariantCulture, $"node-{node}.json"));
}
