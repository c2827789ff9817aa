using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Snapshot;

namespace AquaTope.Actors.Journaling;

/// <summary>
/// The SQL snapshot store, which reads an actor's newest snapshot through a <see cref="JournalReader"/>.
/// </summary>
public class ReadingSnapshotStore : SqlSnapshotStore
{
    private readonly JournalReader _reader;

    /// <param name="plugin">Its part of the configuration; Akka hands it in.</param>
    public ReadingSnapshotStore(Config plugin) : base(plugin) =>
        _reader = new JournalReader(plugin, Context.System.Serialization);

    protected override Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        criteria.MaxSequenceNr == long.MaxValue && criteria.MaxTimeStamp == DateTime.MaxValue
            ? _reader.SnapshotAsync(persistenceId, cancellationToken)
            : base.LoadAsync(persistenceId, criteria, cancellationToken);
}
