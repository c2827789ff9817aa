using Akka.Persistence;

namespace AquaTope.Faults.Kernel;

/// <summary>
/// What a simulation's journal and snapshot store hold, who may still write, and what a schedule does to them. Events
/// are kept as they are: their wire shapes have tests of their own.
/// </summary>
internal sealed class JournalContents
{
    private readonly SortedDictionary<string, List<IPersistentRepresentation>> _streams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SelectedSnapshot> _snapshots = new(StringComparer.Ordinal);
    private readonly HashSet<string> _restored = new(StringComparer.Ordinal);

    /// <summary>What becomes of the next write of a persistence id.</summary>
    public Func<string, WriteVerdict> Judge { get; set; } = _ => WriteVerdict.Good;

    /// <summary>Whether the next recovery of a persistence id fails.</summary>
    public Func<string, bool> RecoveryFails { get; set; } = _ => false;

    /// <summary>
    /// Whether the process that the actor lives in is gone, so that nothing of it is written any more.
    /// </summary>
    public Func<Akka.Actor.IActorRef, bool> IsGone { get; set; } = _ => false;

    public IEnumerable<string> PersistenceIds => _streams.Keys;

    public long HighestOf(string id) => _streams.TryGetValue(id, out var stream) ? stream.Count : 0;

    public IReadOnlyList<IPersistentRepresentation> StreamOf(string id) =>
        _streams.TryGetValue(id, out var stream) ? stream : [];

    public IEnumerable<object> EventsOf(string id) => StreamOf(id).Select(written => written.Payload);

    /// <summary>Appends all or nothing; two writers of one stream collide, as under a database's unique key.</summary>
    public bool TryAppend(string id, IReadOnlyList<IPersistentRepresentation> events)
    {
        if (!_streams.TryGetValue(id, out var stream)) _streams[id] = stream = [];
        for (var i = 0; i < events.Count; i++)
            if (events[i].SequenceNr != stream.Count + i + 1)
                return false;
        stream.AddRange(events);
        return true;
    }

    /// <summary>The persistence ids whose recovery began with a snapshot.</summary>
    public IReadOnlySet<string> Restored => _restored;

    public SelectedSnapshot? SnapshotOf(string id)
    {
        if (!_snapshots.TryGetValue(id, out var snapshot)) return null;
        _restored.Add(id);
        return snapshot;
    }

    public void Keep(SelectedSnapshot snapshot) => _snapshots[snapshot.Metadata.PersistenceId] = snapshot;
}
