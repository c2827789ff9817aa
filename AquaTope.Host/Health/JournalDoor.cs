using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using AquaTope.Actors;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AquaTope.Host.Health;

/// <summary>Writes a row into a table of its own in the journal's database, one a node.</summary>
internal sealed class JournalDoor(JournalSettings journal, string node)
{
    private const int PatienceSeconds = 3;

    private const string Write =
        """
        CREATE TABLE IF NOT EXISTS aquatope_probe (node text PRIMARY KEY, at text NOT NULL);
        INSERT INTO aquatope_probe (node, at) VALUES (@node, @at) ON CONFLICT (node) DO UPDATE SET at = excluded.at;
        """;

    /// <summary>Why the row could not be written, or <see langword="null"/> when it was.</summary>
    public async Task<string?> TryAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = Connection();
            await connection.OpenAsync(cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = Write;
            command.CommandTimeout = PatienceSeconds;
            Add(command, "@node", node);
            Add(command, "@at", TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
            await command.ExecuteNonQueryAsync(cancellation);
            return null;
        }
        catch (PostgresException raced) when (
            raced.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable
                or PostgresErrorCodes.DuplicateObject)
        {
            // Two nodes made the table at the same moment: then there is a server that writes.
            return null;
        }
        catch (Exception refused) when (refused is DbException or SocketException or TimeoutException or IOException)
        {
            // The journal's own connections are of no use either; each of them would fail one write when the server is
            // back, and one actor with it.
            if (journal.IsShared) NpgsqlConnection.ClearAllPools();
            return refused.Message;
        }
    }

    private DbConnection Connection() => journal.Provider switch
    {
        JournalProvider.Sqlite => new SqliteConnection(journal.ConnectionString),
        JournalProvider.PostgreSql => new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(journal.ConnectionString)
            {
                // A connection kept from before an outage would say that it is not over yet.
                Pooling = false,
                Timeout = PatienceSeconds
            }.ToString()),
        _ => throw new InvalidOperationException($"No journal is a {journal.Provider}.")
    };

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
