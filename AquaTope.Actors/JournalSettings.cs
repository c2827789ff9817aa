using System.Text.Json;
using Akka.Configuration;
using AquaTope.Actors.Journaling;

namespace AquaTope.Actors;

/// <summary>Where events and snapshots are kept.</summary>
/// <param name="Provider">The database engine.</param>
/// <param name="ConnectionString">As the engine's .NET driver takes it.</param>
public sealed record JournalSettings(JournalProvider Provider, string ConnectionString)
{
    /// <summary>Whether several nodes can use it.</summary>
    public bool IsShared => Provider == JournalProvider.PostgreSql;

    /// <summary>The SQL journal and snapshot store, with their tables made on first use.</summary>
    public Config ToHocon()
    {
        var (connection, provider, reading) =
            (JsonSerializer.Serialize(ConnectionString), Name(Provider), Reading(Provider));
        return ConfigurationFactory.ParseString(
                $$"""
                  akka.persistence {
                    journal {
                      plugin = "akka.persistence.journal.sql"
                      sql {
                        class = "{{typeof(ReadingJournal).AssemblyQualifiedName}}"
                        connection-string = {{connection}}
                        provider-name = "{{provider}}"
                        auto-initialize = true
                        tag-write-mode = TagTable
                        read-isolation-level = {{reading}}
                        # After failures nothing is tried for a while; a minute, unless told otherwise, during which
                        # a database that is back is of no use.
                        circuit-breaker.reset-timeout = 2s
                      }
                    }
                    snapshot-store {
                      plugin = "akka.persistence.snapshot-store.sql"
                      sql {
                        class = "{{typeof(ReadingSnapshotStore).AssemblyQualifiedName}}"
                        connection-string = {{connection}}
                        provider-name = "{{provider}}"
                        auto-initialize = true
                        read-isolation-level = {{reading}}
                        circuit-breaker.reset-timeout = 2s
                      }
                    }
                    query.journal.sql {
                      class = "Akka.Persistence.Sql.Query.SqlReadJournalProvider, Akka.Persistence.Sql"
                      connection-string = {{connection}}
                      provider-name = "{{provider}}"
                      tag-read-mode = TagTable
                      read-isolation-level = {{reading}}
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

    // The SQLite driver begins any other transaction by taking the one lock for writing, so that readers wait for each
    // other, 150 ms at a time. With connections that share no cache this one sees
    // committed data alone, as of its start.
    private static string Reading(JournalProvider provider) =>
        provider == JournalProvider.Sqlite ? "read-uncommitted" : "unspecified";

    // linq2db's names of its providers.
    internal static string Name(JournalProvider provider) => provider switch
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
