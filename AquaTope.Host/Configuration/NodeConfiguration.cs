using System.Net;
using AquaTope.Host.Configuration.Protection;
using AquaTope.Host.Ingestion;
using AquaTope.Host.OpenWhisk;
using AquaTope.Host.Security.Audit;
using AquaTope.Host.Security.Keys;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform;
using Npgsql;

namespace AquaTope.Host.Configuration;

/// <summary>
/// What a node should do: the configuration file of <c>aquatope serve</c>, whose sections are the properties here. How
/// the actor system runs is not here but in <c>hocon/</c>.
/// </summary>
public sealed record NodeConfiguration
{
    /// <summary>How far decisions reach: <c>observe</c>, <c>recommend</c>, <c>canary</c> or <c>enforce</c>.</summary>
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

    public TuningSection Tuning { get; init; } = new();

    public StudyOptions Study { get; init; } = new();

    public RangeSection Range { get; init; } = new();

    public OpenWhiskOptions? OpenWhisk { get; init; }

    public GuardsSection Guards { get; init; } = new();

    public ReconcileSection Reconcile { get; init; } = new();

    public IngestSection Ingest { get; init; } = new();

    public DecisionsSection Decisions { get; init; } = new();

    public SecuritySection Security { get; init; } = new();

    public LimitsSection Limits { get; init; } = new();

    public AuditSection Audit { get; init; } = new();

    /// <summary>What is wrong, one sentence each that names the key, its value and what would be right.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(DataDirectory)) yield return "DataDirectory is empty; it must name a folder.";
        if (Database is not null && !IsConnectionString(Database))
            yield return "Database is no PostgreSQL connection string; it has the form " +
                         "Host=…;Port=…;Database=…;Username=…;Password=….";
        if (!IPAddress.TryParse(Http.Address, out _))
            yield return $"Http:Address is {Http.Address}; it must be an IP address of this machine, "
                + "such as 127.0.0.1.";
        if (Http.Port is < 0 or > 65535) yield return $"Http:Port is {Http.Port}; it must lie between 0 and 65535.";
        foreach (var problem in Cluster.Problems(database: Database is not null)) yield return problem;
        foreach (var problem in
                 Window.Problems().Concat(Pool.Problems()).Concat(Prices.Problems()).Concat(Range.Problems()))
            yield return problem;
        foreach (var problem in Tuning.Problems().Concat(Guards.Problems()).Concat(Reconcile.Problems()))
            yield return problem;
        foreach (var problem in Study.Problems()) yield return $"Study: {problem}";
        if (!DesignerCatalog.Standard.Names.Contains(Study.Designer))
            yield return $"Study:Designer is {Study.Designer}; known are "
                + $"{string.Join(", ", DesignerCatalog.Standard.Names)}.";
        foreach (var problem in IngestOptions().Problems()) yield return problem;
        if (Ingest.HookKey is { Length: < 8 })
            yield return $"Ingest:HookKey has {Ingest.HookKey.Length} characters; it must have at least 8, "
                + "or be left out.";
        if (!(Ingest.RedeliverySeconds >= 0 && Ingest.RedeliverySeconds <= 86_400))
            yield return $"Ingest:RedeliverySeconds is {Ingest.RedeliverySeconds}; it must lie between 0 and 86400.";
        foreach (var problem in Http.Tls.Problems("Http:Tls").Concat(Cluster.Tls.Problems("Cluster:Tls"))
                     .Concat(Security.Problems()).Concat(Limits.Problems()).Concat(Audit.Problems())
                     .Concat(Decisions.Problems()))
            yield return problem;
        if (OpenWhisk is not null)
            foreach (var problem in OpenWhisk.Problems())
                yield return problem;
    }

    /// <summary>The file of keys, whether it is there or not.</summary>
    public KeyFile KeysFile() => new(Security.KeysFile ?? Path.Combine(DataDirectory, "keys.json"));

    /// <summary>The audit with its files under the data directory, unless another folder is named.</summary>
    public AuditOptions AuditOptions() => new()
    {
        Directory = Audit.Directory ?? Path.Combine(DataDirectory, "audit"),
        FileBytes = Audit.FileBytes,
        Files = Audit.Files,
        Fsync = Audit.Fsync
    };

    /// <summary>Ingestion with its spool under the data directory.</summary>
    public IngestOptions IngestOptions() => new()
    {
        MaxBodyBytes = Ingest.MaxBodyBytes,
        MaxRecords = Ingest.MaxRecords,
        MaxJsonDepth = Ingest.MaxJsonDepth,
        QueueCapacity = Ingest.QueueCapacity,
        RecentActivations = Ingest.RecentActivations,
        Fsync = Ingest.Fsync,
        SpoolDirectory = Path.Combine(DataDirectory, "spool")
    };

    /// <summary>Never the database's password or any other secret.</summary>
    public override string ToString() => $"{nameof(NodeConfiguration)} of {DataDirectory}";

    // What is wrong with it is not told: the parser names what it stumbled over, which may be half a password.
    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
