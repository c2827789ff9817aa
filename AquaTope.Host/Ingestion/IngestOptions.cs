namespace AquaTope.Host.Ingestion;

/// <summary>How activation records are taken in. Section <c>Ingest</c> of the settings.</summary>
public sealed record IngestOptions
{
    /// <summary>The largest body of one request in bytes; beyond it the request is answered 413.</summary>
    public int MaxBodyBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>The most records of one request; beyond it the request is answered 413.</summary>
    public int MaxRecords { get; init; } = 50_000;

    /// <summary>The deepest nesting of a record; an action's result is walked over, but not without end.</summary>
    public int MaxJsonDepth { get; init; } = 64;

    /// <summary>
    /// Reports accepted and not yet routed. A request that would exceed it is answered 429 as a whole; one that alone
    /// exceeds it, 413.
    /// </summary>
    public int QueueCapacity { get; init; } = 100_000;

    /// <summary>Reports handed to the router at once, at most one request more.</summary>
    public int BatchSize { get; init; } = 4_096;

    /// <summary>Activation ids remembered. A report repeated after so many others counts again.</summary>
    public int RecentActivations { get; init; } = 200_000;

    /// <summary>What a sender is told to wait when the queue is full.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The folder of the spool, created where absent.</summary>
    public required string SpoolDirectory { get; init; }

    /// <summary>
    /// Whether the disk must have the reports before they are answered. Without it what was accepted survives the end
    /// of the process, but not of the machine.
    /// </summary>
    public bool Fsync { get; init; }

    /// <summary>The size at which a segment of the spool is closed and the next one begun, in bytes.</summary>
    public int SegmentBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The age at which a segment is closed by the next report.</summary>
    public TimeSpan SegmentAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>All segments together, in bytes; a request that would exceed it is answered 503.</summary>
    public long SpoolBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>
    /// What is wrong with the settings, one sentence each that names the key, its value and its range.
    /// </summary>
    public IEnumerable<string> Problems()
    {
        if (MaxBodyBytes is < 1024 or > 256 * 1024 * 1024)
            yield return $"Ingest:MaxBodyBytes is {MaxBodyBytes}; it must lie between 1024 and 268435456.";
        if (MaxRecords is < 1 or > 10_000_000)
            yield return $"Ingest:MaxRecords is {MaxRecords}; it must lie between 1 and 10000000.";
        if (MaxJsonDepth is < 8 or > 512)
            yield return $"Ingest:MaxJsonDepth is {MaxJsonDepth}; it must lie between 8 and 512.";
        if (QueueCapacity is < 1 or > 10_000_000)
            yield return $"Ingest:QueueCapacity is {QueueCapacity}; it must lie between 1 and 10000000.";
        if (BatchSize is < 1 or > 1_000_000)
            yield return $"Ingest:BatchSize is {BatchSize}; it must lie between 1 and 1000000.";
        if (RecentActivations is < 1 or > 100_000_000)
            yield return $"Ingest:RecentActivations is {RecentActivations}; it must lie between 1 and 100000000.";
        if (RetryAfter < TimeSpan.FromSeconds(1) || RetryAfter > TimeSpan.FromHours(1))
            yield return $"Ingest:RetryAfter is {RetryAfter}; it must lie between one second and one hour.";
        if (string.IsNullOrWhiteSpace(SpoolDirectory))
            yield return "Ingest:SpoolDirectory is empty; it must name a folder.";
        if (SegmentBytes is < 4096 or > 256 * 1024 * 1024)
            yield return $"Ingest:SegmentBytes is {SegmentBytes}; it must lie between 4096 and 268435456.";
        if (SegmentAge < TimeSpan.FromSeconds(1) || SegmentAge > TimeSpan.FromDays(30))
            yield return $"Ingest:SegmentAge is {SegmentAge}; it must lie between one second and 30 days.";
        if (SpoolBytes < SegmentBytes)
            yield return $"Ingest:SpoolBytes is {SpoolBytes}; it must be at least Ingest:SegmentBytes, {SegmentBytes}.";
    }
}
