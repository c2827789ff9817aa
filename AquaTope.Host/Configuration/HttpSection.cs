using AquaTope.Host.Configuration.Protection;

namespace AquaTope.Host.Configuration;

/// <summary>Section <c>Http</c>: where hooks, API and status page listen.</summary>
public sealed record HttpSection
{
    /// <summary>The address to bind; <c>0.0.0.0</c> to be reached from other machines.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>0 takes a free port.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>TLS for hooks, API and status page.</summary>
    public TlsSection Tls { get; init; } = new();
}
