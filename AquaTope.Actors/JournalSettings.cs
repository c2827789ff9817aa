using System.Text.Json;
using Akka.Configuration;

namespace AquaTope.Actors;

/// <summary>Where events and snapshots are kept.</summary>
/// <param name="Provider">The database engine.</param>
/// <param name="ConnectionString">As the engine's .NET driver takes it.</param>
public sealed record JournalSettings(JournalProvider Provider, string ConnectionString)
{
    /// <summary>The SQL journal and snapshot store, with their tables made on first use.</summary>
    public Config ToHocon()
    {
        var (connection, provider) = (JsonSerializer.Serialize(ConnectionString), Name(Provider));
        return ConfigurationFactory.ParseString(
                $$"""
                  akka.persistence {
                    journal {
                      plugin = "akka.persistence.journal.sql"
                      sql {
                        class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
                        connection-string = {{connection}}
                        provider-name = "{{provider}}"
                        auto-initialize = true
                        tag-write-mode = TagTable
                      }
                    }
                    snapshot-store {
                      plugin = "akka.persistence.snapshot-store.sql"
                      sql {
                        class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql"
                        connection-string = {{connection}}
                        provider-name = "{{provider}}"
                        auto-initialize = true
                      }
                    }
                    query.journal.sql {
                      class = "Akka.Persistence.Sql.Query.SqlReadJournalProvider, Akka.Persistence.Sql"
                      connection-string = {{connection}}
                      provider-name = "{{provider}}"
                      tag-read-mode = TagTable
                      # The list of decisions is behind the journal by both of these at most.
                      refresh-interval = 500ms
                      journal-sequence-retrieval.query-delay = 500ms
                    }
                  }
                  """)
            .WithFallback(Akka.Persistence.Sql.SqlPersistence.DefaultConfiguration);
    }

    /// <summary>Never the password that a connection string holds.</summary>
    public override string ToString() => $"{Provider} journal";

    // linq2db's names of its providers.
    private static string Name(JournalProvider provider) => provider switch
    {
        JournalProvider.Sqlite => "SQLite.MS",
        JournalProvider.PostgreSql => "PostgreSQL",
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "No such journal.")
    };
}

/// <summary>The databases a journal can lie in.</summary>
public enum JournalProvider
{
    /// <summary>A file: one node.</summary>
    Sqlite = 0,

    /// <summary>A server: several nodes.</summary>
    PostgreSql = 1
}
