using System.Collections.Concurrent;
using System.Globalization;
using AquaTope.Host.Tests.OpenWhisk;
using Microsoft.AspNetCore.Http;

namespace AquaTope.Host.Tests.Clustering;

/// <summary>
/// A door to the platform for each node, so that the platform's log says which node sent what, in the order in which it
/// came. Requests go through unchanged.
/// </summary>
internal sealed class PlatformDoors : IAsyncDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromMinutes(2)
    };

    private readonly List<LoopbackServer> _doors = [];
    private readonly ConcurrentQueue<PlatformRequest> _log = new();

    /// <summary>Everything sent so far, oldest first.</summary>
    public IReadOnlyList<PlatformRequest> Log => [.. _log];

    /// <summary>What gateways sent that changes something; trials on copies of functions are the optimizer's.</summary>
    public IReadOnlyList<PlatformRequest> Changes =>
    [
        .. _log.Where(request =>
            request.Method != "GET" && !request.Path.Contains("aquatope-trial", StringComparison.Ordinal))
    ];

    public static async Task<PlatformDoors> OpenAsync(Uri platform, int nodes)
    {
        var doors = new PlatformDoors();
        for (var node = 0; node < nodes; node++)
        {
            var number = node;
            doors._doors.Add(await LoopbackServer.StartAsync(http => doors.PassAsync(http, platform, number)));
        }
        return doors;
    }

    /// <summary>Where a node finds the platform.</summary>
    public string AddressFor(int node) => _doors[node].Address;

    public async ValueTask DisposeAsync()
    {
        foreach (var door in _doors) await door.DisposeAsync();
        _client.Dispose();
    }

    private async Task PassAsync(HttpContext http, Uri platform, int node)
    {
        _log.Enqueue(new PlatformRequest(node, http.Request.Method, http.Request.Path + http.Request.QueryString));
        using var request = new HttpRequestMessage(
            new HttpMethod(http.Request.Method), new Uri(platform, http.Request.Path + http.Request.QueryString));
        if (http.Request.ContentLength > 0)
        {
            request.Content = new StreamContent(http.Request.Body);
            request.Content.Headers.Add("Content-Type", http.Request.ContentType ?? "application/json");
            request.Content.Headers.ContentLength = http.Request.ContentLength;
        }
        request.Headers.Add("Authorization", http.Request.Headers.Authorization.ToString());
        using var answer = await _client.SendAsync(request, http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (answer.Headers.TryGetValues("x-openwhisk-activation-id", out var activation))
            http.Response.Headers["x-openwhisk-activation-id"] = activation.Single();
        await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}

/// <summary>A request that a node sent to the platform.</summary>
internal sealed record PlatformRequest(int Node, string Method, string Path)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"node {Node}: {Method} {Path}");
}
