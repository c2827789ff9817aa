using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Ingestion.Records;

/// <summary>What came of reading a body of activation records.</summary>
public abstract record RecordReading
{
    private RecordReading()
    {
    }

    /// <summary>
    /// Every record was understood. <paramref name="Skipped"/> counts those that tell of no finished activation:
    /// firings of triggers and metric events.
    /// </summary>
    public sealed record Understood(IReadOnlyList<ActivationReport> Reports, int Skipped) : RecordReading;

    /// <summary>The body holds more records than are read at once; none was taken.</summary>
    public sealed record TooMany(int Limit) : RecordReading;

    /// <summary>A record breaks the format; nothing of the body was taken.</summary>
    /// <param name="Field">Where, as a path from the body's root: <c>[3].annotations[2].value</c>; <c>$</c> for the
    /// root.</param>
    /// <param name="Found">What stands there.</param>
    /// <param name="Expected">What would be right.</param>
    public sealed record Malformed(string Field, string Found, string Expected) : RecordReading
    {
        public override string ToString() => $"{Field}: found {Found}, expected {Expected}";
    }
}
