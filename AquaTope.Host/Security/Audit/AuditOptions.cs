namespace AquaTope.Host.Security.Audit;

/// <summary>Where and how the audit is kept.</summary>
public sealed record AuditOptions
{
    /// <summary>The folder of its files, created where absent.</summary>
    public required string Directory { get; init; }

    /// <summary>The size at which a file is closed and the next one begun, in bytes.</summary>
    public int FileBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Files kept; the oldest is deleted when there are more.</summary>
    public int Files { get; init; } = 64;

    /// <summary>Whether the disk must have the record of a change before the change is answered.</summary>
    public bool Fsync { get; init; } = true;
}
