using System.Net.Http.Headers;
using System.Text;
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

    /// <summary>Starts both and returns once the node knows its catalog.</summary>
    public static async Task<NodeUnderTest> StartAsync(string? hookKey = null)
    {
        var data = Directory.CreateTempSubdirectory("aquatope-node-");
        var platform = await EmulatedPlatform.StartAsync(new EmulatorOptions(), CancellationToken.None);
        var openWhisk = new OpenWhiskOptions { Endpoint = platform.BaseAddress, Auth = EmulatorOptions.GuestKey };
        var node = await AquaTopeNode.StartAsync(
            new NodeConfiguration
            {
                DataDirectory = data.FullName,
                Http = new HttpSection { Port = 0 },
                Ingest = new IngestSection { HookKey = hookKey }
            },
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
        using var request = new HttpRequestMessage(
            HttpMethod.Put, new Uri(_platform.BaseAddress, $"/api/v1/namespaces/_/actions/{function}"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(EmulatorOptions.GuestKey)));
        request.Content = Json("""{"exec":{"kind":"nodejs:20","code":"function main(a) { return a }"}}""");
        using var reply = await Http.SendAsync(request);
        reply.EnsureSuccessStatusCode();
    }

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

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
