using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AquaTope.Host.Tests.Emulation;

/// <summary>A receiver of activations on loopback that answers what the test says, and then 202.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<(HttpStatusCode Status, string? RetryAfter)> _answers = new();

    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HookReceiver(WebApplication application) => _application = application;

    public Uri Url => new(new Uri(_application.Urls.Single()), "/hooks/activations");

    /// <summary>The batches received, refused ones too, in the order of their arrival.</summary>
    public ConcurrentQueue<JsonElement[]> Batches { get; } = new();

    /// <summary>Ends when the first batch has come.</summary>
    public Task FirstBatch => _first.Task;

    /// <summary>The key that came with the last batch.</summary>
    public string? Key { get; private set; }

    public static async Task<HookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new HookReceiver(builder.Build());
        receiver._application.MapPost("/hooks/activations", (Delegate)receiver.ReceiveAsync);
        await receiver._application.StartAsync();
        return receiver;
    }

    public void AnswerOnce(HttpStatusCode status, string? retryAfter = null) => _answers.Enqueue((status, retryAfter));

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        Batches.Enqueue([.. document.RootElement.Clone().EnumerateArray()]);
        _first.TrySetResult();
        Key = context.Request.Headers["X-Hook-Key"];
        if (!_answers.TryDequeue(out var answer)) return Results.Accepted();
        if (answer.RetryAfter is not null) context.Response.Headers.RetryAfter = answer.RetryAfter;
        return Results.StatusCode((int)answer.Status);
    }
}
