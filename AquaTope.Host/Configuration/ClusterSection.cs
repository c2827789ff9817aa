using AquaTope.Actors;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Configuration.Protection;

namespace AquaTope.Host.Configuration;

/// <summary>Section <c>Cluster</c>: how this node finds others and is found.</summary>
public sealed record ClusterSection
{
    /// <summary>The address other nodes reach this one by: a DNS name, or an IP address.</summary>
    public string Hostname { get; init; } = "127.0.0.1";

    /// <summary>0 takes a free port, which only a node that is alone can do.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The address to listen on, where it is not <see cref="Hostname"/>; <c>0.0.0.0</c> in a container whose
    /// name is not known to itself yet.
    /// </summary>
    public string? BindAddress { get; init; }

    /// <summary>The port to listen on, where connections to <see cref="Port"/> are passed on to another.</summary>
    public int? BindPort { get; init; }

    /// <summary><c>host:port</c> of the nodes to join through; none for a node that is alone.</summary>
    public IReadOnlyList<string> SeedNodes { get; init; } = [];

    /// <summary>Some of <see cref="NodeRoles.All"/>; none for a node that does everything.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>TLS between nodes, both ways.</summary>
    public ClusterTlsSection Tls { get; init; } = new();

    /// <summary>What is wrong, one sentence each that names the key, its value and what would be right.</summary>
    /// <param name="database">Whether the journal lies in a database that nodes can share.</param>
    public IEnumerable<string> Problems(bool database)
    {
        if (Port is < 0 or > 65535) yield return $"Cluster:Port is {Port}; it must lie between 0 and 65535.";
        if (BindPort is < 0 or > 65535)
            yield return $"Cluster:BindPort is {BindPort}; it must lie between 0 and 65535.";
        if (Uri.CheckHostName(Hostname) == UriHostNameType.Unknown)
            yield return $"Cluster:Hostname is {Hostname}; it must be a DNS name or an IP address, without a port.";
        if (BindAddress is not null && Uri.CheckHostName(BindAddress) == UriHostNameType.Unknown)
            yield return $"Cluster:BindAddress is {BindAddress}; it must be an address of this machine, "
                + "such as 0.0.0.0.";
        foreach (var seed in SeedNodes.Where(seed => !IsHostAndPort(seed)))
            yield return $"Cluster:SeedNodes holds '{seed}'; an entry has the form host:port, such as node-1:4053.";
        foreach (var role in Roles.Where(role => !NodeRoles.All.Contains(role)))
            yield return $"Cluster:Roles holds '{role}'{NameSuggestion.Near(role, NodeRoles.All)}; it takes some of " +
                         $"{string.Join(", ", NodeRoles.All)}, or none for all of them.";

        // Nodes with a journal each would all believe that they know everything, and each know a part.
        if (!database && SeedNodes.FirstOrDefault(seed => seed != $"{Hostname}:{Port}") is { } other)
            yield return $"Cluster:SeedNodes names another node, {other}, and nodes must share a journal; " +
                         "set Database to a PostgreSQL connection string, or leave the seed nodes out.";
    }

    private static bool IsHostAndPort(string seed) =>
        seed.LastIndexOf(':') is > 0 and var colon
        && Uri.CheckHostName(seed[..colon]) != UriHostNameType.Unknown
        && ushort.TryParse(seed[(colon + 1)..], out var port) && port > 0;
}
