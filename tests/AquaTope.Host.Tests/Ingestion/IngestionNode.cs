using System.Net.Http.Headers;
using System.Text;
using AquaTope.Host.Ingestion;
using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AquaTope.Host.Tests.Ingestion;

/// <summary>A server with the hooks alone, whose router keeps what it is given and can be held back.</summary>
internal sealed class IngestionNode : IReportRouter, IManagedTargets, IAsyncDisposable
{
    private readonly WebApplication _application;
    private TaskCompletionSource? _held;

    private IngestionNode(IngestOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IReportRouter>(this);
        builder.Services.AddSingleton<IManagedTargets>(this);
        builder.Services.AddProblemDetails();
        builder.Services.AddIngestion(options);
        _application = builder.Build();
        _application.MapHooks();
    }

    public List<IReadOnlyList<SequencedReport>> Batches { get; } = [];

    public IEnumerable<SequencedReport> Routed => Batches.SelectMany(batch => batch);

    public IngestPump Pump => _application.Services.GetRequiredService<IngestPump>();

    public IngestQueue Queue => _application.Services.GetRequiredService<IngestQueue>();

    public OwnActivations Own => _application.Services.GetRequiredService<OwnActivations>();

    public HttpClient Client { get; private set; } = null!;

    public static async Task<IngestionNode> StartAsync(IngestOptions options, bool held = false)
    {
        var node = new IngestionNode(options);
        if (held) node.Hold();
        await node._application.StartAsync();
        node.Client = node._application.GetTestClient();
        return node;
    }

    /// <summary>Lets the router take the next batch and not return until <see cref="LetGo"/>.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo()
    {
        var held = _held!;
        _held = null;
        held.SetResult();
    }

    public Task<HttpResponseMessage> PostAsync(
        string body, string? contentType = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/activations")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body))
        };
        if (contentType is not null) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return Client.SendAsync(request);
    }

    public bool IsManaged(FunctionId subject) => subject.Namespace == "guest";

    public async ValueTask RouteAsync(IReadOnlyList<SequencedReport> batch, CancellationToken cancellation)
    {
        if (_held is { } held) await held.Task.WaitAsync(cancellation);
        Batches.Add(batch);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
