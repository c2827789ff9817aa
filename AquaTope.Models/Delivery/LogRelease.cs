namespace AquaTope.Models.Delivery;

/// <summary>
/// When a log of reports may forget: what has been in it for long enough and is in the journal. Notes once a call how
/// far reports were handed over, so it holds as many notes as it is called within <paramref name="keepFor"/>.
/// </summary>
public sealed class LogRelease(TimeSpan keepFor)
{
    private readonly Queue<(DateTimeOffset At, long TakenThrough)> _notes = new();
    private long _old;
    private long _released;

    /// <summary>The number through which the log may forget, or nothing where that is as before.</summary>
    /// <param name="now">The time.</param>
    /// <param name="takenThrough">Every report up to this number has been handed over.</param>
    /// <param name="journaledThrough">Every report up to this number is in the journal.</param>
    public long? Through(DateTimeOffset now, long takenThrough, long journaledThrough)
    {
        _notes.Enqueue((now, takenThrough));
        while (_notes.TryPeek(out var note) && now - note.At >= keepFor) _old = _notes.Dequeue().TakenThrough;

        var through = Math.Min(_old, journaledThrough);
        if (through <= _released) return null;
        return _released = through;
    }
}
