namespace AquaTope.Host.Ingestion.Records;

/// <summary>
/// Reads activation records as OpenWhisk writes them: one JSON object or an array of them, each the full record of
/// <c>GET activations/{id}</c>, the summary of an activations list, or an <c>Activation</c> event of the user-events
/// topic. Works directly on the UTF-8 body. Safe for concurrent use.
/// </summary>
/// <param name="maxRecords">The most records of one body.</param>
/// <param name="maxDepth">The deepest nesting accepted; an action's result is walked over, but not without end.</param>
public sealed class ActivationRecordReader(int maxRecords = 50_000, int maxDepth = 64)
{
    private readonly FunctionNames _names = new();

    /// <summary>
    /// Reads a whole body. One bad record makes the whole body malformed: nothing is taken by halves.
    /// </summary>
    public RecordReading Read(ReadOnlySpan<byte> utf8) => new RecordParser(utf8, _names, maxRecords, maxDepth).Read();
}
