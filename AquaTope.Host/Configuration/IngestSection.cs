namespace AquaTope.Host.Configuration;

/// <summary>Section <c>Ingest</c>: how activation records are taken in.</summary>
public sealed record IngestSection
{
    /// <summary>The largest body of one request.</summary>
    public int MaxBodyBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>The most records of one request.</summary>
    public int MaxRecords { get; init; } = 50_000;

    /// <summary>The deepest nesting of a record, actions' results included.</summary>
    public int MaxJsonDepth { get; init; } = 64;

    /// <summary>Reports accepted and not yet routed; beyond it senders are told 429.</summary>
    public int QueueCapacity { get; init; } = 100_000;

    /// <summary>Activation ids remembered to recognize what is sent twice.</summary>
    public int RecentActivations { get; init; } = 200_000;

    /// <summary>
    /// How long after it was routed a report may be sent again and still be recognized after a restart, in seconds. The
    /// forwarder looks back 660 seconds each time it runs.
    /// </summary>
    public double RedeliverySeconds { get; init; } = 1800;

    /// <summary>
    /// One key for everything, in plain text; those of <c>aquatope keys</c> are safer and can be told apart.
    /// </summary>
    public string? HookKey { get; init; }

    /// <summary>Whether the disk must have the reports before they are answered.</summary>
    public bool Fsync { get; init; }

    /// <summary>Never the key.</summary>
    public override string ToString() => nameof(IngestSection);
}
