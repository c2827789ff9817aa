using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AquaTope.Host.Configuration;
using AquaTope.Host.Emulation;
using AquaTope.Host.Ingestion;
using AquaTope.Host.Node;
using AquaTope.Host.OpenWhisk;
using AquaTope.Host.Tests.Ingestion;
using AquaTope.Models.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AquaTope.Host.Tests.Node;

/// <summary>
/// A whole node in this process, spoken to over HTTP, with functions <c>guest/decode</c> and <c>guest/resize</c>.
/// </summary>
public sealed class RunningNode : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private ManagedPlatform _platform = null!;
    private AquaTopeNode _node = null!;

    /// <summary>Answered by the node.</summary>
    public HttpClient Client { get; } = new() { Timeout = Patience };

    public IServiceProvider Services => _node.Services;

    public Task InitializeAsync() => InitializeAsync(configuration => configuration);

    internal async Task InitializeAsync(Func<NodeConfiguration, NodeConfiguration> change)
    {
        _platform = await ManagedPlatform.StartAsync("decode", "resize");
        var openWhisk = new OpenWhiskOptions { Endpoint = _platform.BaseAddress, Auth = EmulatorOptions.GuestKey };
        var configuration = change(new NodeConfiguration
        {
            Mode = OperatingMode.Observe,
            DataDirectory = _folder.Path,
            Http = new HttpSection { Port = 0 }
        });
        configuration.Problems().ShouldBeEmpty();
        _node = await AquaTopeNode.StartAsync(
            configuration,
            services => new OpenWhiskPlatform(
                OpenWhiskPlatform.CreateClient(openWhisk), openWhisk, services.GetRequiredService<OwnActivations>(),
                TimeProvider.System, NullLogger<OpenWhiskPlatform>.Instance),
            new EmbeddingOptions { LogLevel = LogLevel.Error }, CancellationToken.None);
        Client.BaseAddress = _node.BaseAddress;
    }

    /// <summary>Returns once the node says that it is ready.</summary>
    public async Task ReadyAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            using var answer = await Client.GetAsync("/healthz/ready", patience.Token);
            if (answer.StatusCode == HttpStatusCode.OK) return;
            await looks.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Posts a body.</summary>
    internal Task<NodeAnswer> PostAsync(
        string path, byte[] body, string contentType = "application/json", string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });
    }

    internal Task<NodeAnswer> PostAsync(string path, string body) => PostAsync(path, Encoding.UTF8.GetBytes(body));

    internal Task<NodeAnswer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    internal Task<NodeAnswer> DeleteAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, path));

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _platform.DisposeAsync();
    }

    public void Dispose()
    {
        Client.Dispose();
        _folder.Dispose();
    }

    private async Task<NodeAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        using (var response = await Client.SendAsync(request))
        {
            var text = await response.Content.ReadAsStringAsync();
            return new NodeAnswer(
                response.StatusCode, response.Content.Headers.ContentType?.MediaType, text,
                response.Headers.RetryAfter);
        }
    }
}

/// <summary>What a node answered.</summary>
internal sealed record NodeAnswer(
    HttpStatusCode Status, string? MediaType, string Text, RetryConditionHeaderValue? RetryAfter)
{
    public JsonElement Body => JsonElement.Parse(Text);

    /// <summary>The sentence of a problem document; fails where the answer is none.</summary>
    public string Detail
    {
        get
        {
            MediaType.ShouldBe("application/problem+json", Text);
            return Body.GetProperty("detail").GetString()!;
        }
    }
}
