using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AquaTope.Host.Emulation;
using AquaTope.Models.Pricing;
using AquaTope.Models.Simulation;
using AquaTope.Models.Simulation.Workloads;

namespace AquaTope.Host.Demo;

/// <summary>
/// A platform under the demo's load, spoken to as any client speaks to OpenWhisk: actions are deployed, runs started
/// and records fetched over HTTP.
/// </summary>
internal sealed class DemoPlatform : IAsyncDisposable
{
    private const int PageLength = 200;

    private readonly HttpClient _http;
    private readonly PriceModel _prices;
    private readonly Dictionary<string, TimeSpan> _promises = [];
    private readonly HashSet<string> _workflows = [];
    private readonly HashSet<string> _counted = [];
    private long _countedUpToMilliseconds;

    private DemoPlatform(string name, EmulatedPlatform platform, PriceModel prices)
    {
        Name = name;
        Platform = platform;
        _prices = prices;
        _http = new HttpClient { BaseAddress = new Uri(platform.BaseAddress, "/api/v1/namespaces/_/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(EmulatorOptions.GuestKey)));
    }

    /// <summary>The name of the policy that the platform is run under.</summary>
    public string Name { get; }

    public EmulatedPlatform Platform { get; }

    public DemoTally Tally { get; } = new();

    public static async Task<DemoPlatform> StartAsync(
        string name, EmulatorOptions options, PriceModel prices, IReadOnlyList<BenchmarkWorkflow> workflows,
        CancellationToken cancellation)
    {
        var platform = new DemoPlatform(name, await EmulatedPlatform.StartAsync(options, cancellation), prices);
        foreach (var workflow in workflows) await platform.DeployAsync(workflow, cancellation);
        platform._countedUpToMilliseconds = options.Time.GetUtcNow().ToUnixTimeMilliseconds();
        return platform;
    }

    /// <summary>Starts a run of a workflow and does not wait for it.</summary>
    public async Task InvokeAsync(string workflow, CancellationToken cancellation)
    {
        using var reply = await _http.PostAsJsonAsync(
            $"actions/{workflow}?blocking=false", new JsonObject(), cancellation);
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>
    /// Counts the activations that have ended since the last call. A record appears when its activation ends but is
    /// listed by its start, so the question goes back further than the last one by more than any run takes.
    /// </summary>
    public async Task CountAsync(CancellationToken cancellation)
    {
        var overlap = TimeSpan.FromMinutes(3);
        var since = _countedUpToMilliseconds - (long)overlap.TotalMilliseconds;
        for (var skip = 0; ; skip += PageLength)
        {
            var path = string.Create(
                CultureInfo.InvariantCulture, $"activations?docs=true&limit={PageLength}&skip={skip}&since={since}");
            using var page = JsonDocument.Parse(await _http.GetStringAsync(path, cancellation));
            foreach (var element in page.RootElement.EnumerateArray())
                Count(DemoRecord.Read(element, _prices, _workflows));
            if (page.RootElement.GetArrayLength() < PageLength) return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Platform.DisposeAsync();
    }

    private void Count(DemoRecord record)
    {
        if (!_counted.Add(record.Id)) return;
        _countedUpToMilliseconds = Math.Max(_countedUpToMilliseconds, record.StartMilliseconds);
        Tally.Add(record, _promises.TryGetValue(record.Name, out var promised) ? promised : null);
    }

    private async Task DeployAsync(BenchmarkWorkflow benchmark, CancellationToken cancellation)
    {
        foreach (var action in benchmark.Actions)
            await PutActionAsync(action.Id.Path, ActionBody(action), cancellation);

        var workflow = benchmark.Workflow;
        _workflows.Add(workflow.Id.Value);
        _promises[workflow.Id.Value] = workflow.Qos.Latency;
        await PutActionAsync(
            workflow.Id.Value,
            new JsonObject
            {
                ["exec"] =
                    new JsonObject { ["kind"] = "nodejs:default", ["code"] = "// deployed by OpenWhisk Composer" },
                ["annotations"] = new JsonArray(
                    Annotation("conductor", CompositionTree.Of(workflow)),
                    Annotation("aquatope-model", ConductorModel()))
            },
            cancellation);
    }

    private async Task PutActionAsync(string name, JsonObject body, CancellationToken cancellation)
    {
        using var reply = await _http.PutAsJsonAsync($"actions/{name}?overwrite=true", body, cancellation);
        if (!reply.IsSuccessStatusCode)
            throw new InvalidOperationException(
                $"The platform refused action {name}: {await reply.Content.ReadAsStringAsync(cancellation)}");
    }

    private static JsonObject ActionBody(SimulatedAction action) => new()
    {
        ["exec"] = new JsonObject { ["kind"] = action.Kind.Value, ["code"] = "// simulated" },
        ["limits"] = new JsonObject
        {
            ["memory"] = action.Resources.Memory.Megabytes,
            ["cpu"] = action.Resources.Cpu.Cores,
            ["timeout"] = (int)action.Timeout.TotalMilliseconds
        },
        ["annotations"] = new JsonArray(Annotation("aquatope-model", Model(action.Service)))
    };

    private static JsonObject Model(ServiceTimeModel service) => new()
    {
        ["work"] = service.Work.TotalSeconds,
        ["parallelFraction"] = service.ParallelFraction,
        ["memoryKneeMb"] = service.MemoryKnee.Megabytes,
        ["memoryPressure"] = service.MemoryPressure,
        ["noiseSigma"] = service.NoiseSigma,
        ["stragglerRate"] = service.StragglerRate,
        ["stragglerFactor"] = service.StragglerFactor,
        ["requiredMemoryMb"] = service.RequiredMemory.Megabytes,
        ["initSeconds"] = service.Initialization.TotalSeconds
    };

    // A step between functions looks up what comes next and returns.
    private static JsonObject ConductorModel() => new() { ["work"] = 0.005, ["noiseSigma"] = 0.1 };

    private static JsonObject Annotation(string key, JsonNode value) => new() { ["key"] = key, ["value"] = value };
}
