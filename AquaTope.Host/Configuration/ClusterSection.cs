namespace AquaTope.Host.Configuration;

/// <summary>Section <c>Cluster</c>: how this node finds others and is found.</summary>
public sealed record ClusterSection
{
    /// <summary>The address other nodes reach this one by.</summary>
    public string Hostname { get; init; } = "127.0.0.1";

    /// <summary>0 takes a free port, which only a node that is alone can do.</summary>
    public int Port { get; init; }

    /// <summary><c>host:port</c> of the nodes to join through; none for a node that is alone.</summary>
    public IReadOnlyList<string> SeedNodes { get; init; } = [];

    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>TLS between nodes, both ways.</summary>
    public ClusterTlsSection Tls { get; init; } = new();
}
