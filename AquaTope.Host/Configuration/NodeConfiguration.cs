using System.Net;
using AquaTope.Host.Ingestion;
using AquaTope.Host.OpenWhisk;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Platform;
using AquaTope.Models.Tuning;

namespace AquaTope.Host.Configuration;

/// <summary>
/// What a node should do: the configuration file of <c>aquatope serve</c>, whose sections are the properties here. How
/// the actor system runs is not here but in <c>hocon/</c>.
/// </summary>
public sealed record NodeConfiguration
{
    /// <summary>How far decisions reach: <c>observe</c>, <c>recommend</c> or <c>enforce</c>.</summary>
    public OperatingMode Mode { get; init; } = OperatingMode.Enforce;

    /// <summary>The seed of everything random on this node.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The folder of journal and spool.</summary>
    public string DataDirectory { get; init; } = ".aquatope";

    /// <summary>
    /// A PostgreSQL connection string; none keeps the journal in a SQLite file under the data directory.
    /// </summary>
    public string? Database { get; init; }

    public HttpSection Http { get; init; } = new();

    public ClusterSection Cluster { get; init; } = new();

    public WindowSection Window { get; init; } = new();

    public PoolSection Pool { get; init; } = new();

    public PriceSection Prices { get; init; } = new();

    public TuningOptions Tuning { get; init; } = new();

    public StudyOptions Study { get; init; } = new();

    public RangeSection Range { get; init; } = new();

    public OpenWhiskOptions? OpenWhisk { get; init; }

    public IngestSection Ingest { get; init; } = new();

    /// <summary>What is wrong, one sentence each that names the key, its value and what would be right.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(DataDirectory)) yield return "DataDirectory is empty; it must name a folder.";
        if (!IPAddress.TryParse(Http.Address, out _))
            yield return $"Http:Address is {Http.Address}; it must be an IP address of this machine, such as 127.0.0.1.";
        if (Http.Port is < 0 or > 65535) yield return $"Http:Port is {Http.Port}; it must lie between 0 and 65535.";
        if (Cluster.Port is < 0 or > 65535) yield return $"Cluster:Port is {Cluster.Port}; it must lie between 0 and 65535.";
        foreach (var problem in Window.Problems().Concat(Pool.Problems()).Concat(Prices.Problems()).Concat(Range.Problems()))
            yield return problem;
        foreach (var problem in Tuning.Problems()) yield return $"Tuning: {problem}";
        foreach (var problem in Study.Problems()) yield return $"Study: {problem}";
        if (!DesignerCatalog.Standard.Names.Contains(Study.Designer))
            yield return $"Study:Designer is {Study.Designer}; known are {string.Join(", ", DesignerCatalog.Standard.Names)}.";
        foreach (var problem in IngestOptions().Problems()) yield return problem;
        if (!(Ingest.RedeliverySeconds >= 0 && Ingest.RedeliverySeconds <= 86_400))
            yield return $"Ingest:RedeliverySeconds is {Ingest.RedeliverySeconds}; it must lie between 0 and 86400.";
        if (OpenWhisk is not null)
            foreach (var problem in OpenWhisk.Problems())
                yield return problem;
    }

    /// <summary>Ingestion with its spool under the data directory.</summary>
    public IngestOptions IngestOptions() => new()
    {
        MaxBodyBytes = Ingest.MaxBodyBytes,
        QueueCapacity = Ingest.QueueCapacity,
        RecentActivations = Ingest.RecentActivations,
        HookKey = Ingest.HookKey,
        Fsync = Ingest.Fsync,
        SpoolDirectory = Path.Combine(DataDirectory, "spool")
    };
}
