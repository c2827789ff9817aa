using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Functions;
using AquaTope.Host.Configuration;
using AquaTope.Host.Node;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AquaTope.Benchmarks.Persistence;

/// <summary>
/// A process that starts a node with a filled journal and ends once every function has decided: nothing of it is
/// compiled when it begins, as after a crash.
/// </summary>
internal static class RecoveringProcess
{
    /// <summary>The first argument by which the benchmarks' program becomes one.</summary>
    public const string Verb = "recovering-process";

    /// <summary>Starts one and waits for what it has measured.</summary>
    public static async Task<Recovery> StartAsync(BenchmarkDatabase database, int functions)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(RecoveringProcess).Assembly.Location, Verb, functions.ToString(CultureInfo.InvariantCulture),
                database.Folder ?? "", database.Journal.ConnectionString
            ])
        {
            RedirectStandardOutput = true
        };
        using var process = Process.Start(start)!;
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Recovery>(printed)!
            : throw new InvalidOperationException($"The node that was to come back ended with {process.ExitCode}.");
    }

    /// <summary>What the process does.</summary>
    /// <param name="arguments">
    /// How many functions, the SQLite file's folder if it is one, and the connection string.
    /// </param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var functions = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var folder = arguments[1].Length > 0 ? arguments[1] : null;
        await using var node = await StartNodeAsync(folder, arguments[2]);
        var decided = new DecidedCount(node.Services.GetRequiredService<ActorSystem>());
        var all = decided.After(functions);
        var region = await node.Services.GetRequiredService<IRequiredActor<FunctionActor>>().GetAsync();
        var last = WindowLength.OneMinute.IndexOf(TimeProvider.System.GetUtcNow()).Previous;
        foreach (var function in HistoryFill.Named(functions))
            region.Tell(new FunctionProtocol.CloseWindow(function, last));
        await all;

        using var process = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new Recovery(
            (DateTime.Now - process.StartTime).TotalSeconds, process.TotalProcessorTime.TotalSeconds)));
        return 0;
    }

    private static async Task<AquaTopeNode> StartNodeAsync(string? folder, string connection)
    {
        var node = await AquaTopeNode.StartAsync(
            new NodeConfiguration
            {
                Mode = OperatingMode.Observe,
                DataDirectory = folder ?? Directory.CreateTempSubdirectory("aquatope-recovery-").FullName,
                Database = folder is null ? connection : null,
                Http = new HttpSection { Port = 0 }
            },
            _ => new IdlePlatform(), new EmbeddingOptions { LogLevel = LogLevel.Error }, CancellationToken.None);
        await node.Services.GetRequiredService<CatalogView>().KnownAsync(CancellationToken.None);
        return node;
    }

    /// <param name="Seconds">From the start of the process to the last function's decision.</param>
    /// <param name="ProcessorSeconds">Processor time of the process until then.</param>
    public sealed record Recovery(double Seconds, double ProcessorSeconds);
}
