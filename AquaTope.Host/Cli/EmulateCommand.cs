using System.CommandLine;
using System.Globalization;
using System.Net;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Emulation;
using AquaTope.Host.Node;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Cli;

/// <summary>Runs the OpenWhisk-compatible platform alone, until it is stopped.</summary>
internal sealed class EmulateCommand : Verb
{
    private readonly Option<int> _port = VerbOption.WholeNumber(
        "--port", "The port on 127.0.0.1; 0 takes any free one.", 0, 65_535, 3233);

    private readonly Option<string> _capabilities = new("--capabilities")
    {
        HelpName = "NAME",
        Description = "What the platform can do beyond stock OpenWhisk: explicit CPU limits (cpu-limits), stem cells " +
                      "reconfigured while it runs (runtime-config), or all.",
        DefaultValueFactory = _ => "stock"
    };

    private readonly Option<string> _containers = new("--containers")
    {
        HelpName = "NAME",
        Description = "What runs actions: simulated, containers whose starts and run times are modelled.",
        DefaultValueFactory = _ => "simulated"
    };

    private readonly Option<double> _timeScale = VerbOption.Number(
        "--time-scale", "How many times faster than real time the platform lives.", 0.001, 100_000, 1);

    private readonly Option<int> _invokers = VerbOption.WholeNumber(
        "--invokers", "Machines that run containers.", 1, 1_000, 1);

    private readonly Option<int> _userMemory = VerbOption.WholeNumber(
        "--user-memory", "Megabytes that each invoker may give to containers.", 128, 10_000_000, 1024);

    private readonly Option<int> _maximumMemory = VerbOption.WholeNumber(
        "--max-memory", "The highest memory limit of an action, in megabytes.", 128, 1_000_000, 512);

    private readonly Option<double> _maximumCpu = VerbOption.Number(
        "--max-cpu", "The highest CPU limit of an action, in cores, where there is one.", 1, 128, 6);

    private readonly Option<string?> _runtimes = new("--runtimes")
    {
        HelpName = "FILE",
        Description = "A runtimes manifest as OpenWhisk reads it; without, common runtimes and two stem cells of " +
                      "nodejs:20."
    };

    private readonly Option<string> _key = new("--auth")
    {
        HelpName = "UUID:KEY",
        Description = "The key of the namespace guest; without, the one of development installations.",
        DefaultValueFactory = _ => EmulatorOptions.GuestKey
    };

    private readonly Option<string?> _hook = new("--hook")
    {
        HelpName = "URL",
        Description = "Send the records of finished activations there, in arrays of up to 100."
    };

    private readonly Option<string[]> _hookHeaders = new("--hook-key")
    {
        HelpName = "HEADER:VALUE",
        Description = "A header of the hook's requests; may be given several times.",
        Arity = ArgumentArity.OneOrMore
    };

    private readonly Option<int> _perMinute = Throttle("--invocations-per-minute", "Invocations a calendar minute");

    private readonly Option<int> _concurrent = Throttle("--concurrent-invocations", "Invocations in flight");

    private readonly Option<int> _fires = Throttle("--fires-per-minute", "Trigger firings a calendar minute");

    public EmulateCommand() : base(
        "emulate",
        "Run an OpenWhisk-compatible platform on 127.0.0.1, without containers: actions answer with what they were " +
        "given after the time that their annotation 'aquatope-model' says, or 100 ms.",
        "emulate --capabilities all --max-memory 10240 --user-memory 65536",
        "emulate --time-scale 60 --hook http://127.0.0.1:8080/hooks/activations")
    {
        _capabilities.Among("stock", "cpu-limits", "runtime-config", "all");
        _containers.Among("simulated");
        Option[] options =
        [
            _port, _capabilities, _containers, _timeScale, _invokers, _userMemory, _maximumMemory, _maximumCpu,
            _runtimes, _key, _hook, _hookHeaders, _perMinute, _concurrent, _fires
        ];
        foreach (var option in options) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        await using var platform = await StartAsync(OptionsOf(run), run.Stopping);
        await run.Terminal.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"OpenWhisk-compatible platform on {platform.BaseAddress.GetLeftPart(UriPartial.Authority)} " +
            $"(seed {run.Seed}, {run.Value(_capabilities)}, time x{run.Value(_timeScale)}); Ctrl-C stops it"));
        var stopped = new TaskCompletionSource();
        await using (run.Stopping.Register(stopped.SetResult)) await stopped.Task;
        return ExitCode.Done;
    }

    private static async Task<EmulatedPlatform> StartAsync(EmulatorOptions options, CancellationToken stopping)
    {
        ListeningPort.EnsureFree("--port", IPAddress.Loopback, options.Port);
        try
        {
            return await EmulatedPlatform.StartAsync(options, stopping);
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"--runtimes: {wrong.Message}", wrong);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(wrong.Message, wrong);
        }
    }

    private EmulatorOptions OptionsOf(VerbRun run) => new()
    {
        Port = run.Value(_port),
        Seed = run.Seed,
        Capabilities = run.Value(_capabilities) switch
        {
            "cpu-limits" => PlatformCapabilities.CpuLimits,
            "runtime-config" => PlatformCapabilities.RuntimeConfiguration,
            "all" => PlatformCapabilities.CpuLimits | PlatformCapabilities.RuntimeConfiguration,
            _ => PlatformCapabilities.None
        },
        TimeScale = run.Value(_timeScale),
        AuthenticationKey = run.Required(_key),
        MaximumMemory = MemorySize.FromMegabytes(run.Value(_maximumMemory)),
        MaximumCpu = CpuShare.FromCores(run.Value(_maximumCpu)),
        RuntimesManifest = run.Value(_runtimes) is { } path ? Read(path) : null,
        Simulation = new()
        {
            Invokers = run.Value(_invokers),
            UserMemory = MemorySize.FromMegabytes(run.Value(_userMemory))
        },
        InvocationsPerMinute = Limit(run.Value(_perMinute)),
        ConcurrentInvocations = Limit(run.Value(_concurrent)),
        FiresPerMinute = Limit(run.Value(_fires)),
        Hook = run.Value(_hook) is { } url ? HookTo(url, run.Value(_hookHeaders) ?? []) : null
    };

    private static ActivationHookOptions HookTo(string url, string[] headers) => new()
    {
        Url = Uri.TryCreate(url, UriKind.Absolute, out var address)
            ? address
            : throw new UsageException(
                $"--hook is '{url}'; it takes a URL such as http://127.0.0.1:8080/hooks/activations"),
        Headers = [.. headers.Select(HookHeader)]
    };

    private static KeyValuePair<string, string> HookHeader(string text) =>
        text.Split(':', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var value]
            ? KeyValuePair.Create(name, value)
            : throw new UsageException($"--hook-key is '{text}'; it takes HEADER:VALUE");

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--runtimes is '{path}'; {unreadable.Message}", unreadable);
        }
    }

    private static Option<int> Throttle(string name, string what) =>
        VerbOption.WholeNumber(name, $"{what}; more are refused with 429. 0 sets no limit.", 0, int.MaxValue, 0);

    private static int? Limit(int value) => value == 0 ? null : value;
}
