using System.Text;
using Akka.Actor;
using AquaTope.Actors.Forecasting;
using AquaTope.Host.Configuration;
using AquaTope.Host.Emulation;
using AquaTope.Host.Ingestion;
using AquaTope.Host.Node;
using AquaTope.Host.OpenWhisk;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;
using AquaTope.Models.Simulation.Workloads;
using AquaTope.Models.Workflows;

namespace AquaTope.Host.Demo;

/// <summary>
/// The whole system on one machine: two emulated platforms under the same load, one left to itself, the other managed
/// by a node. The node's and both platforms' clocks are stepped together, as fast as everything they cause is done.
/// </summary>
internal sealed class DemoRun : IAsyncDisposable
{
    private static readonly DateTimeOffset Midnight = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(1);

    private readonly VirtualClock _clock;
    private readonly DemoWorkload _workload;
    private readonly DemoRest _rest;
    private readonly DemoPlatform[] _platforms;

    private DemoRun(
        VirtualClock clock, DemoWorkload workload, DemoPlatform unmanaged, DemoPlatform managed, AquaTopeNode node,
        DemoRest rest, DecisionLog log)
    {
        _clock = clock;
        _workload = workload;
        _rest = rest;
        _platforms = [unmanaged, managed];
        Node = node;
        Log = log;
    }

    /// <summary>The minute of the day at which the replay begins: the working day does.</summary>
    public const int FirstMinute = 480;

    public static IReadOnlyList<BenchmarkWorkflow> Workflows => BenchmarkWorkflows.All;

    public AquaTopeNode Node { get; }

    public DecisionLog Log { get; }

    /// <summary>The platform on its own, then the managed one.</summary>
    public IReadOnlyList<DemoPlatform> Platforms => _platforms;

    /// <summary>
    /// Starts platforms and node, deploys the workflows on both platforms and registers them with the node.
    /// </summary>
    public static async Task<DemoRun> StartAsync(
        DemoOptions options, DemoWorkload workload, CancellationToken cancellation)
    {
        var clock = new VirtualClock(Midnight.AddMinutes(FirstMinute));
        var prices = new PriceModel();
        var emulator = Emulator(clock, options.Seed);
        var unmanaged = await DemoPlatform.StartAsync("openwhisk-default", emulator, prices, Workflows, cancellation);
        var managed = await DemoPlatform.StartAsync("aquatope", emulator, prices, Workflows, cancellation);

        var openWhisk = new OpenWhiskOptions
        {
            Endpoint = managed.Platform.BaseAddress,
            Auth = EmulatorOptions.GuestKey
        };
        var gauge = new GaugedPlatform();
        var node = await AquaTopeNode.StartAsync(
            Configuration(options), services => gauge.Over(handler => new OpenWhiskPlatform(
                new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }, openWhisk,
                services.GetRequiredService<OwnActivations>(), clock,
                services.GetRequiredService<ILogger<OpenWhiskPlatform>>())),
            new EmbeddingOptions
            {
                Time = clock,
                LogLevel = LogLevel.Warning,
                Forecaster = new ForecasterOptions { BatchDelay = TimeSpan.Zero }
            },
            cancellation);
        managed.Platform.SendActivationsTo(
            new ActivationHookOptions { Url = new Uri(node.BaseAddress, "/hooks/activations") });

        var log = new DecisionLog();
        node.Services.GetRequiredService<ActorSystem>().ActorOf(DecisionLog.Listener.Props(log), "demo-decisions");
        await RegisterAsync(node, cancellation);
        var rest = new DemoRest(node.Services, gauge, managed.Platform, log);
        return new DemoRun(clock, workload, unmanaged, managed, node, rest, log);
    }

    /// <summary>Replays one minute and lets the node decide about the next.</summary>
    /// <param name="minute">Counted from the beginning of the replay.</param>
    /// <param name="cancellation">Ends the replay.</param>
    public async Task ReplayMinuteAsync(int minute, CancellationToken cancellation)
    {
        var start = Midnight.AddMinutes(FirstMinute + minute);
        var window = WindowLength.OneMinute.IndexOf(start);
        foreach (var arrival in _workload.ArrivalsIn(FirstMinute + minute, start))
        {
            // The window before is closed a little into this minute, so that its last activations are in.
            if (arrival.At > start + Lateness) await AdvanceAsync(arrival.At, cancellation);
            foreach (var platform in _platforms)
                await platform.InvokeAsync(Workflows[arrival.Workflow].Workflow.Id.Value, cancellation);
        }
        await AdvanceAsync(start.AddMinutes(1), cancellation);
        await _platforms[1].Platform.FlushHookAsync(cancellation);
        await _rest.WhenAtRestAsync(cancellation);
        await AdvanceAsync(start.AddMinutes(1) + Lateness, cancellation);
        await _rest.WhenDecidedAsync(window, cancellation);
        foreach (var platform in _platforms) await platform.CountAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        foreach (var platform in _platforms) await platform.DisposeAsync();
    }

    // Straight to the instant, unless a call of the node's waits for a completion in between: then from event to event,
    // so that what the caller does next happens at the instant of its completion, whichever thread is faster.
    private async Task AdvanceAsync(DateTimeOffset instant, CancellationToken cancellation)
    {
        var managed = _platforms[1].Platform;
        while (_clock.GetUtcNow() < instant)
        {
            var next = managed.ParkedRequests > 0 && managed.NextEventAt is { } due && due < instant ? due : instant;
            foreach (var platform in _platforms) platform.Platform.AdvanceTo(next);
            await _rest.WhenAtRestAsync(cancellation);
        }
    }

    private static EmulatorOptions Emulator(VirtualClock clock, int seed) => new()
    {
        Seed = seed,
        Time = clock,
        Capabilities = PlatformCapabilities.CpuLimits,
        MaximumMemory = MemorySize.FromMegabytes(4096),
        Simulation = new SimulatedPlatformOptions { UserMemory = MemorySize.FromMegabytes(192 * 1024) }
    };

    private static NodeConfiguration Configuration(DemoOptions options) => new()
    {
        Seed = options.Seed,
        DataDirectory = options.DataDirectory,
        Http = new HttpSection { Port = options.Port },
        Window = new WindowSection { LatenessSeconds = Lateness.TotalSeconds },
        // A study pays for itself where runs are many: the demo is a few hours, so the two
        // busiest workflows are studied.
        Tuning = new TuningSection { RunsToProfile = 40, QuietWindows = int.MaxValue },
        Study = new StudyOptions { Trials = 8, Repetitions = 2 },
        // Above the platform's stem cells of 256 MB: which of two trials at the same instant gets one would be chance.
        Range = new RangeSection
        {
            MinimumCores = 0.5, MaximumCores = 2, CoreStep = 0.25,
            MinimumMemoryMb = 384, MaximumMemoryMb = 2048, MemoryStepMb = 128
        }
    };

    private static async Task RegisterAsync(AquaTopeNode node, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = node.BaseAddress };
        await WhenReadyAsync(http, cancellation);
        foreach (var benchmark in Workflows)
        {
            using var body = new StringContent(
                WorkflowDocument.ToJson(benchmark.Workflow), Encoding.UTF8, "application/json");
            using var reply = await http.PostAsync("/hooks/workflows", body, cancellation);
            if (!reply.IsSuccessStatusCode)
                throw new InvalidOperationException(
                    $"The node refused {benchmark.Workflow.Id}: {await reply.Content.ReadAsStringAsync(cancellation)}");
        }
    }

    private static async Task WhenReadyAsync(HttpClient http, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var reply = await http.GetAsync("/healthz/ready", patience.Token);
            if (reply.IsSuccessStatusCode) return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
