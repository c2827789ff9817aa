using System.CommandLine;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Models.Forecasting.Neural;
using AquaTope.Models.Forecasting.Neural.Storage;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Simulation.Experiments;
using AquaTope.Models.Traces;
using Spectre.Console;

namespace AquaTope.Host.Cli.Simulating;

/// <summary>Replays a trace of demand under pool policies and compares what they come to.</summary>
internal sealed class SimulateCommand : Verb
{
    private const int MostMinutes = 100_000_000;

    private static readonly TraceDefaults Defaults = TraceDefaults.Azure2019;

    private readonly Option<string[]> _trace = VerbOption.List("--trace", "FILE[,FILE]",
        "The trace, plain or gzip; several files follow on each other in time. Read by their header: Azure Functions " +
        "2019 invocations, containers per minute, counts per window with series in rows or in columns, and single " +
        "invocations by function and the second of their end.");

    private readonly Option<string[]> _policies = VerbOption.List("--policies", "A,B,…",
        $"The policies to compare: {string.Join(", ", SimulateContenders.Names)}. All of them unless said otherwise, " +
        $"but {Contenders.ReferenceName} only with --model: training on the way takes a minute or more.");

    private readonly Option<string?> _model = new("--model")
    {
        HelpName = "DIR",
        Description = "A model folder, as train writes it. Its forecasts are what " +
                      $"{Contenders.ReferenceName} goes by, and one more expert to {AquaTopePolicy.DefaultName}."
    };

    private readonly Option<double> _headroom = VerbOption.Number("--headroom",
        "The risk accepted by aquatope: the price of a cold start over that price and the price of a minute of idle " +
        "memory together, for a typical container. 0 keeps nothing ready, 1 everything that was ever needed.",
        0, 1, AquaTopePolicy.DefaultHeadroom);

    private readonly Option<bool> _sweep = new("--sweep")
    {
        Description = "Also replay aquatope at headrooms from 0.1 to 1, and print what each comes to."
    };

    private readonly Option<int> _budget = VerbOption.WholeNumber("--memory-budget-mb",
        "The memory in which each policy holds containers ready, all functions together; where it does not suffice " +
        "it goes to the containers that save the most cold starts per megabyte. 0 sets no bound.",
        0, int.MaxValue, 0);

    private readonly Option<int> _warmup = VerbOption.WholeNumber("--warmup-minutes",
        "Minutes from the start of the trace in which policies decide but nothing is counted.", 0, MostMinutes, 0);

    private readonly Option<string?> _perApp = new("--per-app")
    {
        HelpName = "FILE.csv",
        Description = "Write the result of each policy for each application to FILE.csv."
    };

    private readonly Option<double> _duration = VerbOption.Number("--default-duration-ms",
        "The mean run time of an invocation where the trace has none. Containers are estimated from invocations by " +
        "Little's law: arrivals in a window times mean run time over the window's length, at least one where any " +
        "arrived.",
        0, TimeSpan.FromDays(7).TotalMilliseconds, Defaults.Duration.TotalMilliseconds);

    private readonly Option<double> _memory = VerbOption.Number("--default-memory-mb",
        "The memory of a container where the trace has none; 170 MB is the published median of applications on Azure.",
        0, 1e9, Defaults.MemoryMegabytes);

    public SimulateCommand() : base("simulate",
        "Replays a trace of demand under pool policies: how many containers start cold, and how much memory is held.",
        "simulate --trace azure/invocations_per_function_md.anon.d01.csv",
        "simulate --trace day1.csv.gz,day2.csv.gz --policies keepalive-10m,oracle --json result.json",
        "simulate --trace day1.csv.gz --policies keepalive-10m,aquatope --sweep --memory-budget-mb 65536")
    {
        _trace.Required = true;
        Add(_trace);
        Add(_policies);
        Add(_model);
        Add(_headroom);
        Add(_sweep);
        Add(_budget);
        Add(_warmup);
        Add(_perApp);
        Add(_duration);
        Add(_memory);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        var files = run.Required(_trace);
        TraceFiles.Require(files);
        var policies = Policies(run.Value(_policies), run.Value(_model) is not null);
        using var model = Model(run.Value(_model));
        var perApp = run.Value(_perApp);
        if (perApp is not null) OutputFile.Check("--per-app", perApp);
        run.RequireFilesApart(TraceFiles.Named(files), ("--per-app", perApp));

        var headroom = run.Value(_headroom);
        var budget = run.Value(_budget);
        IReadOnlyList<double> sweep = run.Value(_sweep) ? SimulateSweep.Headrooms : [];
        var report = await ReplayAsync(run, new ReplayOptions
        {
            Files = files,
            Contenders = new SimulateContenders(policies, headroom, sweep, model, (ulong)run.Seed).For,
            MemoryBudgetMegabytes = budget == 0 ? null : budget,
            Defaults = new TraceDefaults(TimeSpan.FromMilliseconds(run.Value(_duration)), run.Value(_memory)),
            Warmup = TimeSpan.FromMinutes(run.Value(_warmup))
        });

        var document = SimulateDocument.Of(report, files, run.Value(_warmup), run.Seed, headroom, budget, sweep);
        if (document.WarmupMinutes >= document.Minutes)
            throw new UsageException($"--warmup-minutes is {document.WarmupMinutes}, but the trace has " +
                                     $"{document.Minutes} minutes; nothing would be counted");
        SimulateTable.Write(run.Results, document);
        if (perApp is not null)
            await OutputFile.WriteAsync(
                perApp, writer => SimulatePerApp.WriteAsync(writer, report, policies.Length), run.Stopping);
        await run.WriteJsonAsync(document, SimulateJson.Default.SimulateDocument);
        return ExitCode.Done;
    }

    private static string[] Policies(string[]? given, bool hasModel)
    {
        if (given is not { Length: > 0 }) return [.. hasModel ? SimulateContenders.Names : Contenders.Names];
        foreach (var name in given)
            if (!SimulateContenders.Names.Contains(name))
                throw new UsageException(
                    $"--policies names '{name}'; known are {string.Join(", ", SimulateContenders.Names)}");
        return [.. given.Distinct()];
    }

    private static NeuralForecaster? Model(string? folder)
    {
        if (folder is null) return null;
        try
        {
            return ModelFolder.Load(folder);
        }
        catch (ModelFolderException mistake)
        {
            throw new UsageException($"--model: {mistake.Message}", mistake);
        }
    }

    private static async Task<ReplayReport> ReplayAsync(VerbRun run, ReplayOptions options)
    {
        try
        {
            if (!run.Terminal.ErrorIsInteractive) return Replay(null);
            return await run.Progress.Progress().AutoClear(true).StartAsync(context =>
            {
                var bar = context.AddTask("replaying", maxValue: options.Files.Sum(file => new FileInfo(file).Length));
                return Task.Run(() => Replay(new BarProgress(bar)), run.Stopping);
            });
        }
        catch (TraceFormatException malformed)
        {
            throw new UsageException($"--trace: {malformed.Message}", malformed);
        }

        ReplayReport Replay(IProgress<long>? progress) =>
            PoolReplay.Run(options, TimeProvider.System, progress, run.Stopping);
    }

    private sealed class BarProgress(ProgressTask bar) : IProgress<long>
    {
        public void Report(long value) => bar.Value = value;
    }
}
