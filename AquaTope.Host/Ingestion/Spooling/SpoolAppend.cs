using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Ingestion.Spooling;

/// <summary>What came of appending to the spool.</summary>
public abstract record SpoolAppend
{
    private SpoolAppend()
    {
    }

    /// <summary>The reports are in the spool, under these numbers.</summary>
    public sealed record Written(IReadOnlyList<SequencedReport> Reports) : SpoolAppend;

    /// <summary>Nothing was written: the disk is full or refuses, or the spool has reached its size.</summary>
    public sealed record Failed(string Reason) : SpoolAppend;
}
