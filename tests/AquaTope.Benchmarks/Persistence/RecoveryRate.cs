using System.Diagnostics;
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
/// How many functions a second a node brings back that finds a day of their history in its journal: from the start of the
/// node to the decision of the last function about the window after that day.
/// </summary>
internal sealed class RecoveryRate(BenchmarkDatabase database, int seed)
{
    private const int Functions = 10_000;
    private const double MostSeconds = 30;

    public async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        var today = WindowLength.OneMinute.IndexOf(TimeProvider.System.GetUtcNow());
        var history = new HistoryFill(database, seed, Functions, today.Previous.Previous);
        await history.WriteAsync();

        using var process = Process.GetCurrentProcess();
        var (watch, cpu) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        await using var node = await StartNodeAsync();
        var decided = new DecidedCount(node.Services.GetRequiredService<ActorSystem>());
        var all = decided.After(Functions);
        var region = await node.Services.GetRequiredService<IRequiredActor<FunctionActor>>().GetAsync();
        foreach (var function in history.Functions)
            region.Tell(new FunctionProtocol.CloseWindow(function, today.Previous));
        await all;
        watch.Stop();
        process.Refresh();

        Console.Error.WriteLine(
            $"{Functions:N0} functions with {history.Events:N0} events back after {watch.Elapsed.TotalSeconds:0.0} s, "
            + $"{(process.TotalProcessorTime - cpu).TotalSeconds:0.0} s of processor time");
        return
        [
            new Measurement(
                $"{database.Name}: functions back and deciding", Functions / watch.Elapsed.TotalSeconds, "functions/s",
                Functions / MostSeconds)
        ];
    }

    private async Task<AquaTopeNode> StartNodeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("aquatope-recovery-");
        var node = await AquaTopeNode.StartAsync(
            new NodeConfiguration
            {
                Mode = OperatingMode.Observe,
                DataDirectory = database.Folder ?? folder.FullName,
                Database = database.Folder is null ? database.Journal.ConnectionString : null,
                Http = new HttpSection { Port = 0 }
            },
            _ => new IdlePlatform(), new EmbeddingOptions { LogLevel = LogLevel.Error }, CancellationToken.None);
        await node.Services.GetRequiredService<CatalogView>().KnownAsync(CancellationToken.None);
        return node;
    }
}
