using Akka.Configuration;
using Akka.Event;
using Akka.Persistence;
using AquaTope.Actors.Journaling;

namespace AquaTope.Actors.Tests.Journaling;

/// <summary>The product's snapshot store, which publishes the metadata of each snapshot once it is written.</summary>
public sealed class TellingSnapshotStore : ReadingSnapshotStore
{
    private readonly EventStream _events = Context.System.EventStream;

    /// <param name="plugin">Its part of the configuration; Akka hands it in.</param>
    public TellingSnapshotStore(Config plugin) : base(plugin)
    {
    }

    public static string Hocon =>
        $"""akka.persistence.snapshot-store.sql.class = "{typeof(TellingSnapshotStore).AssemblyQualifiedName}" """;

    protected override async Task SaveAsync(
        SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken)
    {
        await base.SaveAsync(metadata, snapshot, cancellationToken);
        _events.Publish(metadata);
    }
}
