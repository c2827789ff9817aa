using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Akka.Hosting;
using AquaTope.Host.Configuration;
using AquaTope.Host.Emulation;
using AquaTope.Host.Ingestion;
using AquaTope.Host.Node;
using AquaTope.Host.OpenWhisk;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AquaTope.Host.Tests.Dashboard;

/// <summary>A node on loopback, alone in its cluster, that manages an emulated platform.</summary>
internal sealed class NodeUnderTest : IAsyncDisposable
{
    private readonly DirectoryInfo _data;
    private readonly EmulatedPlatform _platform;
    private readonly AquaTopeNode _node;

    private NodeUnderTest(DirectoryInfo data, EmulatedPlatform platform, AquaTopeNode node)
    {
        (_data, _platform, _node) = (data, platform, node);
        Http = new HttpClient { BaseAddress = node.BaseAddress };
    }

    public Uri Address => _node.BaseAddress;

    public Uri PlatformAddress => _platform.BaseAddress;

    public string DataDirectory => _data.FullName;

    public HttpClient Http { get; }

    /// <summary>The node's actors.</summary>
    public IReadOnlyActorRegistry Actors => _node.Services.GetRequiredService<IReadOnlyActorRegistry>();

    /// <summary>Starts both and returns once the node knows its catalog.</summary>
    public static Task<NodeUnderTest> StartAsync(string? hookKey = null) =>
        StartAsync(configuration => configuration with { Ingest = new IngestSection { HookKey = hookKey } });

    /// <summary>The same under another configuration, and on a platform that can do more.</summary>
    public static async Task<NodeUnderTest> StartAsync(
        Func<NodeConfiguration, NodeConfiguration> configure, EmulatorOptions? whisk = null)
    {
        var data = Directory.CreateTempSubdirectory("aquatope-node-");
        var platform = await EmulatedPlatform.StartAsync(whisk ?? new EmulatorOptions(), CancellationToken.None);
        var openWhisk = new OpenWhiskOptions
        {
            Endpoint = platform.BaseAddress,
            Auth = EmulatorOptions.GuestKey,
            Controller = new AdminEndpoint(platform.BaseAddress, "controller.user", "controller.pass"),
            Invokers = [new AdminEndpoint(platform.BaseAddress, "invoker.user", "invoker.pass")]
        };
        var node = await AquaTopeNode.StartAsync(
            configure(new NodeConfiguration
            {
                DataDirectory = data.FullName,
                Http = new HttpSection { Port = 0 }
            }),
            services => new OpenWhiskPlatform(
                OpenWhiskPlatform.CreateClient(openWhisk), openWhisk, services.GetRequiredService<OwnActivations>(),
                services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<OpenWhiskPlatform>>()),
            new EmbeddingOptions { LogLevel = LogLevel.Warning }, CancellationToken.None);
        await node.Services.GetRequiredService<CatalogView>().KnownAsync(CancellationToken.None);
        return new NodeUnderTest(data, platform, node);
    }

    /// <summary>Deploys a function of that name in the namespace <c>guest</c>.</summary>
    public async Task DeployAsync(string function)
    {
        using var request = OfPlatform(HttpMethod.Put, function);
        request.Content = Json("""{"exec":{"kind":"nodejs:20","code":"function main(a) { return a }"}}""");
        using var reply = await Http.SendAsync(request);
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>Changes a function's memory limit as an operator would, past the node.</summary>
    public async Task ChangeByHandAsync(string function, int megabytes)
    {
        using var request = OfPlatform(HttpMethod.Put, $"{function}?overwrite=true");
        request.Content = Json($$$"""{"limits":{"memory":{{{megabytes}}}}}""");
        using var reply = await Http.SendAsync(request);
        reply.IsSuccessStatusCode.ShouldBeTrue(await reply.Content.ReadAsStringAsync());
    }

    public async Task UndeployAsync(string function)
    {
        using var request = OfPlatform(HttpMethod.Delete, function);
        using var reply = await Http.SendAsync(request);
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>Ends once the platform's limit of the function is so.</summary>
    public Task WhenMemoryIsAsync(string function, int megabytes) => WhenAsync(async () =>
    {
        using var request = OfPlatform(HttpMethod.Get, function);
        using var reply = await Http.SendAsync(request);
        return JsonElement.Parse(await reply.Content.ReadAsStringAsync())
            .GetProperty("limits").GetProperty("memory").GetInt32() == megabytes;
    });

    /// <summary>Ends once so many decisions of the kind are listed.</summary>
    public Task WhenDecidedAsync(string kind, int times = 1) => WhenAsync(async () =>
        JsonElement.Parse(await Http.GetStringAsync($"/api/decisions?kind={kind}")).GetArrayLength() >= times);

    /// <summary>Ends once the node says that it is ready.</summary>
    public Task WhenReadyAsync() => WhenAsync(async () =>
    {
        using var answer = await Http.GetAsync("/healthz/ready");
        return answer.IsSuccessStatusCode;
    });

    public async Task RegisterAsync(string workflow)
    {
        using var body = Json(workflow);
        using var reply = await Http.PostAsync("/hooks/workflows", body);
        reply.IsSuccessStatusCode.ShouldBeTrue(await reply.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _node.DisposeAsync();
        await _platform.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private HttpRequestMessage OfPlatform(HttpMethod method, string action)
    {
        var request = new HttpRequestMessage(
            method, new Uri(_platform.BaseAddress, $"/api/v1/namespaces/_/actions/{action}"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(EmulatorOptions.GuestKey)));
        return request;
    }

    /// <summary>Ends once a condition holds.</summary>
    public static async Task WhenAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition()) await looks.WaitForNextTickAsync(patience.Token);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
