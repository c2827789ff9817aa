using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace AquaTope.Actors.Decisions.Explaining;

/// <summary>Reads the journal of a running actor system.</summary>
public sealed class SqlJournalReader(ActorSystem system) : IJournalReader
{
    public async Task<IReadOnlyList<object>> ReadAsync(
        string persistenceId, long through, CancellationToken cancellation) =>
        await PersistenceQuery.Get(system).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier)
            .CurrentEventsByPersistenceId(persistenceId, 0, through)
            .Select(fact => fact.Event)
            .Via(cancellation.AsFlow<object>(cancelGracefully: false))
            .RunWith(Sink.Seq<object>(), system.Materializer());
}
