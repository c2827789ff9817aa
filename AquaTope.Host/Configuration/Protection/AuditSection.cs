namespace AquaTope.Host.Configuration.Protection;

/// <summary>Section <c>Audit</c>: the record of changes and refusals.</summary>
public sealed record AuditSection
{
    /// <summary>The folder of its files; <c>audit</c> in the data directory where none is named.</summary>
    public string? Directory { get; init; }

    /// <summary>The size at which the next file is begun, in bytes.</summary>
    public int FileBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Files kept; the oldest is deleted when there are more.</summary>
    public int Files { get; init; } = 64;

    /// <summary>Whether the disk must have the record of a change before the change is answered.</summary>
    public bool Fsync { get; init; } = true;

    public IEnumerable<string> Problems()
    {
        if (FileBytes is < 4096 or > 1024 * 1024 * 1024)
            yield return $"Audit:FileBytes is {FileBytes}; it must lie between 4096 and 1073741824.";
        if (Files is < 2 or > 100_000) yield return $"Audit:Files is {Files}; it must lie between 2 and 100000.";
    }
}
