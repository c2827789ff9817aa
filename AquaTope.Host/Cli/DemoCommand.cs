using System.CommandLine;
using System.Globalization;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Demo;
using AquaTope.Models.Traces;
using Spectre.Console;

namespace AquaTope.Host.Cli;

/// <summary>
/// The main job in one command: a node manages an emulated platform, beside one that is left to itself.
/// </summary>
internal sealed class DemoCommand : Verb
{
    private const int MostMinutes = 960;

    private readonly Option<int> _minutes = VerbOption.WholeNumber(
        "--minutes", "Minutes of the day to replay, from 08:00 on.", 1, MostMinutes, 240);

    private readonly Option<int> _port = VerbOption.WholeNumber(
        "--port", "The port of the node's status page and API; 0 takes any free one.", 0, 65_535, 0);

    private readonly Option<string?> _trace = new("--trace")
    {
        HelpName = "FILE",
        Description = "Take the arrivals from an Azure Functions 2019 invocations file instead of the bundled workload."
    };

    private readonly Option<bool> _noDashboard = new("--no-dashboard")
    {
        Description = "Do not draw the live table; the result is printed all the same."
    };

    private readonly Option<bool> _keep = new("--keep")
    {
        Description = "Keep node and status page running after the replay, until Ctrl-C."
    };

    public DemoCommand() : base(
        "demo",
        "Shows AquaTope at work, with nothing installed: registers five workflows through the activation " +
        "hook, replays some hours of a day against two emulated OpenWhisks over HTTP, "
        + "one left to itself and one managed, and compares them.",
        "demo", "demo --seed 7 --minutes 120 --json result.json")
    {
        foreach (var option in new Option[] { _minutes, _port, _trace, _noDashboard, _keep }) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        run.RequireFilesApart([(_trace.Name, run.Value(_trace))]);
        var began = TimeProvider.System.GetTimestamp();
        var folder = Directory.CreateTempSubdirectory("aquatope-demo-");
        try
        {
            var options = new DemoOptions(run.Seed, run.Value(_minutes), run.Value(_port), folder.FullName);
            var workload = Workload(run, folder.FullName);
            await using var demo = await DemoRun.StartAsync(options, workload, run.Stopping);
            await run.Terminal.Error.WriteLineAsync(
                $"status page {demo.Node.BaseAddress}  OpenWhisk {demo.Platforms[1].Platform.BaseAddress}  "
                + $"seed {run.Seed}");
            await ReplayAsync(run, demo, options.Minutes);

            var document = Document(demo, options, TimeProvider.System.GetElapsedTime(began));
            run.Results.Write(DemoView.Table(document.Results));
            run.Results.Write(DemoView.Table(document.Workflows));
            run.Results.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{document.Minutes} minutes of trace in {document.WallSeconds:0.0} s, seed {document.Seed}, " +
                $"{document.Decisions.Count} decisions, digest {document.DecisionDigest[..12]}"));
            await run.WriteJsonAsync(document, DemoJson.Default.DemoDocument);
            if (run.Value(_keep)) await KeepAsync(run);
            return ExitCode.Done;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private DemoWorkload Workload(VerbRun run, string folder)
    {
        var given = run.Value(_trace);
        if (given is not null && !File.Exists(given))
            throw new UsageException($"--trace is '{given}', but there is no such file");
        var path = given ?? Path.Combine(folder, "bundled-workload.csv");
        if (given is null) DemoWorkload.WriteTrace(path, run.Seed);
        try
        {
            return DemoWorkload.Read(path, DemoRun.Workflows.Count, run.Seed, anySeries: given is null);
        }
        catch (Exception malformed) when (malformed is TraceFormatException or InvalidDataException)
        {
            throw new UsageException($"--trace: {malformed.Message}", malformed);
        }
    }

    private async Task ReplayAsync(VerbRun run, DemoRun demo, int minutes)
    {
        if (run.Value(_noDashboard) || !run.Terminal.ErrorIsInteractive)
        {
            for (var minute = 0; minute < minutes; minute++)
            {
                await demo.ReplayMinuteAsync(minute, run.Stopping);
                if (minute % 60 == 59)
                    await run.Terminal.Error.WriteLineAsync(
                        $"minute {minute + 1} of {minutes}, {demo.Log.Count} decisions");
            }
            return;
        }

        await run.Progress.Live(DemoView.Live(demo, 0, minutes)).AutoClear(true).StartAsync(async live =>
        {
            for (var minute = 0; minute < minutes; minute++)
            {
                await demo.ReplayMinuteAsync(minute, run.Stopping);
                live.UpdateTarget(DemoView.Live(demo, minute + 1, minutes));
            }
        });
    }

    private static DemoDocument Document(DemoRun demo, DemoOptions options, TimeSpan took) => new(
        options.Seed, options.Minutes,
        [
            .. DemoRun.Workflows.Select(benchmark => benchmark.Workflow).Select(workflow => new DemoWorkflow(
                workflow.Id.Value, workflow.Stages.Count, workflow.Qos.Latency.TotalSeconds,
                [
                    .. demo.Platforms.Select(platform => new DemoWorkflowResult(
                        platform.Name, platform.Tally.MedianLatency(workflow.Id.Value).TotalSeconds,
                        platform.Tally.ViolationRate(workflow.Id.Value)))
                ]))
        ],
        [.. demo.Platforms.Select(DemoResult.Of)], demo.Log.Lines, demo.Log.Digest(), took.TotalSeconds);

    private static async Task KeepAsync(VerbRun run)
    {
        await run.Terminal.Error.WriteLineAsync("node and platform stay up; Ctrl-C stops them");
        var stopped = new TaskCompletionSource();
        await using (run.Stopping.Register(stopped.SetResult)) await stopped.Task;
    }
}
