using Akka.Event;
using Akka.Persistence;

namespace AquaTope.Actors.Journaling;

/// <summary>
/// A persistent actor that takes a snapshot each time so many events lie behind the newest, which alone is kept.
/// Snapshots are a cache: the journal is kept whole, and one that cannot be read is passed over.
/// </summary>
public abstract class SnapshottingActor : ReceivePersistentActor
{
    private long _eventsSinceSnapshot;

    protected SnapshottingActor()
    {
        Command<SaveSnapshotSuccess>(saved =>
            DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1)));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(failure =>
            Log.Warning(failure.Cause, "Older snapshots of {PersistenceId} were not deleted; they only take room",
                PersistenceId));
        Command<SaveSnapshotFailure>(failure =>
            Log.Warning(failure.Cause, "Snapshot of {PersistenceId} was not saved; recovery will read more events",
                PersistenceId));
    }

    /// <summary>
    /// Durable events between two snapshots. At 100 a function that is busy all day comes back in milliseconds, and its
    /// snapshots are at most three times the bytes of its events.
    /// </summary>
    protected virtual long SnapshotInterval => 100;

    /// <summary>The state as a wire shape; <see langword="null"/> where recovery from events is short enough.</summary>
    protected virtual object? ToSnapshot() => null;

    /// <summary>An event was read back. What lies behind the newest snapshot counts, whichever life wrote it.</summary>
    protected void CountRecovered() => _eventsSinceSnapshot++;

    /// <summary>Events were written and applied.</summary>
    protected void CountWritten(int events)
    {
        _eventsSinceSnapshot += events;
        if (_eventsSinceSnapshot < SnapshotInterval || ToSnapshot() is not { } snapshot) return;
        _eventsSinceSnapshot = 0;
        SaveSnapshot(snapshot);
    }
}
