using AquaTope.Host.Security.Access;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AquaTope.Host.Configuration.Protection;

/// <summary>Section <c>Limits</c>: what one sender may ask of the node.</summary>
public sealed record LimitsSection
{
    /// <summary>Requests of one key in a second, in the long run.</summary>
    public int RequestsPerSecond { get; init; } = 1000;

    /// <summary>Requests of one key at once, after a pause.</summary>
    public int Burst { get; init; } = 2000;

    /// <summary>Requests without a valid key from one address in a minute.</summary>
    public int RefusalsPerMinute { get; init; } = 60;

    /// <summary>Connections open at the same time; further ones are closed at once.</summary>
    public int Connections { get; init; } = 1000;

    /// <summary>All headers of one request together, in bytes.</summary>
    public int HeaderBytes { get; init; } = 32 * 1024;

    /// <summary>Headers of one request.</summary>
    public int Headers { get; init; } = 100;

    /// <summary>Method, path and query of one request, in bytes.</summary>
    public int RequestLineBytes { get; init; } = 8 * 1024;

    /// <summary>How long the headers of a request may take to come in.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The slowest that a body may come in, in bytes per second.</summary>
    public int BodyBytesPerSecond { get; init; } = 240;

    /// <summary>How long a body may be slower than that.</summary>
    public TimeSpan BodyGrace { get; init; } = TimeSpan.FromSeconds(5);

    public IEnumerable<string> Problems()
    {
        foreach (var (key, value, least, most) in new[]
                 {
                     (nameof(RequestsPerSecond), RequestsPerSecond, 1, 1_000_000),
                     (nameof(Burst), Burst, 1, 10_000_000),
                     (nameof(RefusalsPerMinute), RefusalsPerMinute, 1, 1_000_000),
                     (nameof(Connections), Connections, 1, 1_000_000),
                     (nameof(HeaderBytes), HeaderBytes, 1024, 1024 * 1024), (nameof(Headers), Headers, 10, 1000),
                     (nameof(RequestLineBytes), RequestLineBytes, 256, 64 * 1024),
                     (nameof(BodyBytesPerSecond), BodyBytesPerSecond, 1, 1_000_000)
                 })
            if (value < least || value > most)
                yield return $"Limits:{key} is {value}; it must lie between {least} and {most}.";
        if (HeaderTimeout < TimeSpan.FromSeconds(1) || HeaderTimeout > TimeSpan.FromMinutes(10))
            yield return $"Limits:HeaderTimeout is {HeaderTimeout}; it must lie between one second and ten minutes.";
        if (BodyGrace < TimeSpan.FromSeconds(2) || BodyGrace > TimeSpan.FromMinutes(10))
            yield return $"Limits:BodyGrace is {BodyGrace}; it must lie between two seconds and ten minutes.";
    }

    /// <summary>How often one may ask.</summary>
    public RateOptions Rates() => new(RequestsPerSecond, Burst, RefusalsPerMinute);

    /// <summary>Sets what the server itself looks after.</summary>
    public void ApplyTo(KestrelServerLimits server)
    {
        server.MaxConcurrentConnections = Connections;
        server.MaxConcurrentUpgradedConnections = 0;
        server.MaxRequestHeadersTotalSize = HeaderBytes;
        server.MaxRequestHeaderCount = Headers;
        server.MaxRequestLineSize = RequestLineBytes;
        server.MaxRequestBufferSize = Math.Max(server.MaxRequestBufferSize ?? 0, RequestLineBytes + HeaderBytes);
        server.RequestHeadersTimeout = HeaderTimeout;
        server.MinRequestBodyDataRate = new MinDataRate(BodyBytesPerSecond, BodyGrace);
    }
}
