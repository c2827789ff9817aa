namespace AquaTope.Models.Simulation;

/// <summary>What happens at a simulated instant. The subject's meaning depends on the kind.</summary>
internal enum EventKind
{
    /// <summary>An activation arrives; the subject is the function's slot.</summary>
    Arrival,

    /// <summary>A run ends; the subject is the container.</summary>
    Completion,

    /// <summary>A stem cell is up; the subject is the container.</summary>
    StemCellReady,

    /// <summary>
    /// The longest idle container of an invoker may have reached its end; the subject is the invoker.
    /// </summary>
    IdleExpiry,

    /// <summary>The periodic check of stem cells; the subject is the invoker.</summary>
    PrewarmCheck
}

/// <summary>One pending event: 32 bytes, no references, so that moving it in the heap costs no write barrier.</summary>
internal readonly struct SimulationEvent(long due, long order, long ticket, int subject, EventKind kind)
{
    /// <summary>UTC ticks.</summary>
    public readonly long Due = due;

    public readonly long Order = order;
    public readonly long Ticket = ticket;
    public readonly int Subject = subject;
    public readonly EventKind Kind = kind;

    public bool IsBefore(in SimulationEvent other) =>
        Due < other.Due || (Due == other.Due && Order < other.Order);
}

/// <summary>
/// The pending events, earliest first; events due at the same instant leave in the order they came, which makes a run
/// repeatable. A quaternary heap: half the depth of a binary one, and the four children lie in two cache lines.
/// </summary>
internal sealed class EventQueue(int capacity = 1024)
{
    private SimulationEvent[] _heap = new SimulationEvent[Math.Max(4, capacity)];
    private long _added;

    public int Count { get; private set; }

    /// <summary>When the earliest event is due; <see cref="long.MaxValue"/> when none is pending.</summary>
    public long NextDue => Count == 0 ? long.MaxValue : _heap[0].Due;

    public void Add(long due, EventKind kind, int subject, long ticket = 0)
    {
        if (Count == _heap.Length) Array.Resize(ref _heap, Count * 2);
        var added = new SimulationEvent(due, _added++, ticket, subject, kind);
        var heap = _heap;
        var hole = Count++;
        while (hole > 0)
        {
            var parent = (hole - 1) >> 2;
            if (!added.IsBefore(in heap[parent])) break;
            heap[hole] = heap[parent];
            hole = parent;
        }
        heap[hole] = added;
    }

    /// <exception cref="InvalidOperationException">Nothing is pending.</exception>
    public SimulationEvent Take()
    {
        if (Count == 0) throw new InvalidOperationException("No event is pending.");
        var heap = _heap;
        var earliest = heap[0];
        var last = heap[--Count];
        var hole = 0;
        while (true)
        {
            var child = (hole << 2) + 1;
            if (child >= Count) break;
            var end = Math.Min(child + 4, Count);
            var least = child;
            for (var other = child + 1; other < end; other++)
                if (heap[other].IsBefore(in heap[least]))
                    least = other;
            if (!heap[least].IsBefore(in last)) break;
            heap[hole] = heap[least];
            hole = least;
        }
        heap[hole] = last;
        return earliest;
    }
}
