using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Functions;
using AquaTope.Host.Configuration;
using AquaTope.Host.Ingestion;
using AquaTope.Host.Ingestion.Records;
using AquaTope.Host.Node;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AquaTope.Benchmarks;

/// <summary>
/// How many activations a second a whole node takes from the body of a request into the state of its function actors,
/// beside an endpoint of the same web server that only parses the same bodies. Spool, duplicates, queue, sharding and
/// journal are the node's own; server and senders share the machine in both.
/// </summary>
public sealed class IngestSuite : ISuite
{
    private const int Functions = 20;
    private const int RecordsPerRound = 80_000;
    private const int Senders = 4;

    // Before the runtime has compiled the hot paths for good, both sides are several times slower.
    private const int WarmingRounds = 12;
    private const int MeasuredRounds = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name => "ingest";

    public IReadOnlyList<Measurement> Run(SuiteOptions options) => RunAsync(options.Seed).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<Measurement>> RunAsync(int seed)
    {
        var folder = Directory.CreateTempSubdirectory("aquatope-ingest-");
        try
        {
            await using var node = await StartNodeAsync(folder.FullName);
            await using var bare = await StartBareAsync();
            var ids = new Random(seed);
            return
            [
                await MeasureAsync(node, bare, ids, recordsPerRequest: 200),
                await MeasureAsync(node, bare, ids, recordsPerRequest: 10)
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Of the measured rounds the fastest is the least disturbed one. The two take turns, so that what else the machine
    // does falls on both.
    private static async Task<Measurement> MeasureAsync(
        AquaTopeNode node, WebApplication bare, Random ids, int recordsPerRequest)
    {
        var hook = new Uri(node.BaseAddress, "/hooks/activations");
        var parser = new Uri(bare.Urls.Single() + "/parse");
        var best = (Node: TimeSpan.MaxValue, Bare: TimeSpan.MaxValue);
        for (var round = 0; round < WarmingRounds + MeasuredRounds; round++)
        {
            var bodies = ActivationBodies.Of(
                ids, Functions, RecordsPerRound / recordsPerRequest, recordsPerRequest, DateTimeOffset.UtcNow);
            var parsed = await TimeAsync(() => SendAsync(parser, bodies));
            var before = await CountedAsync(node);
            var counted = await TimeAsync(async () =>
            {
                await SendAsync(hook, bodies);
                await node.Services.GetRequiredService<IngestPump>().DrainedAsync(CancellationToken.None);
                var after = await CountedAsync(node);
                if (after - before != RecordsPerRound)
                    throw new InvalidOperationException($"{after - before} activations were counted.");
            });
            if (round >= WarmingRounds) best = (Min(best.Node, counted), Min(best.Bare, parsed));
        }
        return new Measurement(
            $"{recordsPerRequest} records a request", RecordsPerRound / best.Node.TotalSeconds, "activations/s",
            RecordsPerRound / best.Bare.TotalSeconds);
    }

    private static async Task SendAsync(Uri address, IReadOnlyList<byte[]> bodies)
    {
        using var client = new HttpClient();
        await Parallel.ForEachAsync(
            bodies, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (body, cancellation) =>
            {
                while (true)
                {
                    using var content = new ByteArrayContent(body);
                    content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                    using var response = await client.PostAsync(address, content, cancellation);
                    if (response.StatusCode == HttpStatusCode.Accepted) return;
                    if (response.Headers.RetryAfter?.Delta is not { } pause)
                        throw new InvalidOperationException($"{address} answered {response.StatusCode}.");
                    await Task.Delay(pause, cancellation);
                }
            });
    }

    // Each actor answers after the reports that were sent to it before.
    private static async Task<long> CountedAsync(AquaTopeNode node)
    {
        var region = await node.Services.GetRequiredService<IRequiredActor<FunctionActor>>().GetAsync();
        var statuses = await Task.WhenAll(Enumerable.Range(0, Functions).Select(number =>
            region.Ask<FunctionProtocol.FunctionStatus>(
                new FunctionProtocol.GetFunction(FunctionId.Parse(ActivationBodies.FunctionName(number))), Patience)));
        return statuses.Sum(status => status.Invocations);
    }

    private static async Task<AquaTopeNode> StartNodeAsync(string folder)
    {
        var configuration = new NodeConfiguration
        {
            Mode = OperatingMode.Observe,
            DataDirectory = folder,
            Http = new HttpSection { Port = 0 }
        };
        var node = await AquaTopeNode.StartAsync(
            configuration, _ => new IdlePlatform(), new EmbeddingOptions { LogLevel = LogLevel.Error },
            CancellationToken.None);
        await node.Services.GetRequiredService<CatalogView>().KnownAsync(CancellationToken.None);

        using var client = new HttpClient { BaseAddress = node.BaseAddress };
        var functions = Enumerable.Range(0, Functions).Select(ActivationBodies.FunctionName).ToArray();
        var registered = await client.PostAsJsonAsync("/hooks/workflows", new { name = "bench", functions, qos = 1.0 });
        registered.EnsureSuccessStatusCode();
        return node;
    }

    private static async Task<WebApplication> StartBareAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.AddSingleton<ActivationRecordReader>();
        var application = builder.Build();
        application.MapPost("/parse", async (HttpContext http, ActivationRecordReader reader) =>
        {
            using var body = await RequestBody.ReadAsync(http.Request, int.MaxValue, http.RequestAborted);
            var read = (RecordReading.Understood)reader.Read(body!.Bytes);
            return TypedResults.Accepted((string?)null, new ActivationsAnswer(read.Reports.Count, 0, read.Skipped, 0));
        });
        await application.StartAsync();
        return application;
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed;
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
