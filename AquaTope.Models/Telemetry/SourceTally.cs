namespace AquaTope.Models.Telemetry;

/// <summary>
/// How far the reports of one source have come in. They come in the order of their numbers; a repeated
/// one is recognized by its number.
/// </summary>
internal sealed class SourceTally(ReportSource source)
{
    private readonly HashSet<long> _beyond = [];
    private long _through;
    private bool _hasMoved;

    /// <summary>Every report up to this number has come in, be it in a window that is still open.</summary>
    public long Received { get; private set; }

    /// <summary>Takes over what was counted before a restart.</summary>
    public static SourceTally Of(SourceMark mark)
    {
        var tally = new SourceTally(mark.Source) { _through = mark.Through, Received = mark.Through };
        tally._beyond.UnionWith(mark.Beyond);
        return tally;
    }

    /// <summary>Notes that a report came in; <see langword="false"/> for one that is counted already.</summary>
    public bool Receive(long sequence)
    {
        if (sequence <= Received) return false;
        Received = sequence;
        return !_beyond.Contains(sequence);
    }

    /// <summary>The report is counted for good, or never will be because another source told of it first.</summary>
    public void Conclude(long sequence)
    {
        _beyond.Add(sequence);
        _hasMoved = true;
    }

    /// <summary>
    /// Moves the mark and answers it, or nothing where it has not moved. A report that is still in an open window must
    /// be counted again after a restart, so the mark stays below it.
    /// </summary>
    /// <param name="firstOpen">The lowest number in windows that are still open.</param>
    public SourceMark? Advance(long firstOpen)
    {
        if (!_hasMoved) return null;
        _hasMoved = false;
        _through = Math.Max(_through, Math.Min(firstOpen - 1, Received));
        _beyond.RemoveWhere(sequence => sequence <= _through);
        return new SourceMark(source, _through, [.. _beyond.Order()]);
    }
}
