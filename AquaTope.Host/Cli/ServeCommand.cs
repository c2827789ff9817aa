using System.CommandLine;
using Akka.Actor;
using AquaTope.Actors;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Configuration;
using AquaTope.Host.Emulation;
using AquaTope.Host.Ingestion;
using AquaTope.Host.Node;
using AquaTope.Host.OpenWhisk;
using AquaTope.Host.Security.Keys;
using AquaTope.Models.Optimization;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;

namespace AquaTope.Host.Cli;

/// <summary>Runs a node of the cluster until it is stopped.</summary>
internal sealed class ServeCommand : Verb
{
    private readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = "A JSON file of settings; docs/operations.md lists them. Options given here win over it."
    };

    private readonly Option<int?> _port = new("--port")
    {
        HelpName = "N",
        Description = "The port of hooks, API and status page; 8080 unless said otherwise, 0 takes any free one."
    };

    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "DIR",
        Description = "The folder of journal and spool; .aquatope unless said otherwise."
    };

    private readonly Option<bool> _emulator = new("--emulator")
    {
        Description = "Manage an emulated OpenWhisk in this process instead of a real one."
    };

    private readonly Option<string?> _mode = new("--mode")
    {
        HelpName = "MODE",
        Description = "How far decisions reach: observe, recommend, canary or enforce."
    };

    private readonly Option<int?> _clusterPort = new("--cluster-port")
    {
        HelpName = "N",
        Description = "The port other nodes reach this one by; a node that is alone takes any free one."
    };

    private readonly Option<string[]> _seedNodes = VerbOption.List(
        "--seed-nodes", "HOST:PORT,…", "The nodes to join the cluster through; none for a node that is alone.");

    private readonly Option<string[]> _roles = VerbOption.List(
        "--roles", "A,B,…",
        $"This node's roles in the cluster: some of {string.Join(", ", NodeRoles.All)}; all unless said otherwise.");

    private readonly Option<bool> _insecure = new("--insecure")
    {
        Description = "Let a node without keys listen where other machines reach it: whoever does may change it."
    };

    private readonly Option<string?> _database = new("--database")
    {
        HelpName = "CONNECTION",
        Description =
            "A PostgreSQL connection string for the journal, which several nodes need; without, a SQLite file."
    };

    public ServeCommand() : base(
        "serve", "Runs a node: takes in activations, decides, and manages an OpenWhisk.",
        "serve --emulator", "serve --config aquatope.json --mode recommend")
    {
        Option[] options =
            [_config, _port, _data, _emulator, _mode, _clusterPort, _seedNodes, _roles, _database, _insecure];
        foreach (var option in options) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        var configuration = ConfigurationFile.Checked(Overridden(ConfigurationFile.Read(run.Value(_config)), run));
        if (MachineChecks.DataDirectory(configuration.DataDirectory) is { Outcome: FindingOutcome.Failed } finding)
            throw new IOException($"{finding.Found}; {finding.Remedy}");
        try
        {
            await ServeAsync(configuration, run);
        }
        catch (OperationCanceledException) when (run.Stopping.IsCancellationRequested)
        {
            // A supervisor that changes its mind has stopped a service in good order, also one that was starting.
            await run.Terminal.Error.WriteLineAsync("stopped before the node had started");
        }
        return ExitCode.Done;
    }

    private async Task ServeAsync(NodeConfiguration configuration, VerbRun run)
    {
        await using var emulator = run.Value(_emulator) ? await StartEmulatorAsync(run) : null;
        var openWhisk = emulator is null
            ? configuration.OpenWhisk ?? throw new UsageException(
                "no platform to manage: set OpenWhisk:Endpoint and OpenWhisk:Auth in the file of --config, "
                + "or give --emulator")
            : new OpenWhiskOptions { Endpoint = emulator.BaseAddress, Auth = EmulatorOptions.GuestKey };

        await using var node = await AquaTopeNode.StartAsync(
            configuration, services => Connect(services, openWhisk), new EmbeddingOptions(), run.Stopping);
        if (emulator is not null)
        {
            var lent = node.Services.GetRequiredService<KeyRing>().Lend("emulator", Scopes.Ingest);
            emulator.SendActivationsTo(new ActivationHookOptions
            {
                Url = new Uri(node.BaseAddress, "/hooks/activations"),
                Headers = [new("Authorization", $"Bearer {lent}")]
            });
        }
        await run.Terminal.Error.WriteLineAsync(
            $"node on {node.BaseAddress} manages {openWhisk.Endpoint} (mode " +
            $"{configuration.Mode.ToString().ToLowerInvariant()}, seed {configuration.Seed}); Ctrl-C stops it");
        await WhenStoppedAsync(node, run.Stopping);
        // A supervisor starts again what failed, and leaves alone what ended in good order.
        if (!run.Stopping.IsCancellationRequested)
            throw new IOException(NodeEnd.Of(node.Services.GetRequiredService<ActorSystem>(), configuration));
    }

    private NodeConfiguration Overridden(NodeConfiguration file, VerbRun run) => file with
    {
        Mode = run.Value(_mode) is { } mode ? ModeOf(mode) : file.Mode,
        Seed = run.IsGiven(Seed) ? run.Seed : file.Seed,
        DataDirectory = run.Value(_data) ?? file.DataDirectory,
        Database = run.Value(_database) ?? file.Database,
        Security = run.Value(_insecure) ? file.Security with { Insecure = true } : file.Security,
        Http = file.Http with { Port = run.Value(_port) ?? file.Http.Port },
        Cluster = file.Cluster with
        {
            Port = run.Value(_clusterPort) ?? file.Cluster.Port,
            SeedNodes = run.Value(_seedNodes) is { Length: > 0 } seeds ? seeds : file.Cluster.SeedNodes,
            Roles = run.Value(_roles) is { Length: > 0 } roles ? roles : file.Cluster.Roles
        }
    };

    private static OperatingMode ModeOf(string text) => text switch
    {
        "observe" => OperatingMode.Observe,
        "recommend" => OperatingMode.Recommend,
        "canary" => OperatingMode.Canary,
        "enforce" => OperatingMode.Enforce,
        _ => throw new UsageException($"--mode is '{text}'; it takes observe, recommend, canary or enforce")
    };

    private static OpenWhiskPlatform Connect(IServiceProvider services, OpenWhiskOptions options) => new(
        OpenWhiskPlatform.CreateClient(options), options, services.GetRequiredService<OwnActivations>(),
        services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<OpenWhiskPlatform>>());

    private static Task<EmulatedPlatform> StartEmulatorAsync(VerbRun run) =>
        EmulatedPlatform.StartAsync(EmulatorFor(run.Seed), run.Stopping);

    /// <summary>
    /// A platform with room for several containers of whatever a study may try, so that no trial of a node without a
    /// configuration asks for what no invoker has.
    /// </summary>
    internal static EmulatorOptions EmulatorFor(int seed) => new()
    {
        Seed = seed,
        Capabilities = PlatformCapabilities.CpuLimits | PlatformCapabilities.RuntimeConfiguration,
        MaximumMemory = ResourceRange.Default.MaximumMemory,
        Simulation = new SimulatedPlatformOptions { UserMemory = MemorySize.FromMegabytes(64 * 1024) }
    };

    private static async Task WhenStoppedAsync(AquaTopeNode node, CancellationToken stopping)
    {
        var asked = new TaskCompletionSource();
        await using (stopping.Register(asked.SetResult)) await Task.WhenAny(asked.Task, node.StoppedAsync());
    }
}
