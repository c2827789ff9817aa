using System.Data.Common;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Serialization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AquaTope.Actors.Journaling;

/// <summary>
/// Reads one actor's events and snapshot from the tables of the SQL journal with three fixed statements.
/// </summary>
/// <remarks>
/// Ten thousand functions that come back together ask some thirty thousand times. The plug-in composes each of these
/// statements anew from an expression and runs each replay as a stream of its own, which costs more than the answers.
/// </remarks>
internal sealed class JournalReader
{
    private const string Highest =
        "SELECT sequence_number FROM journal WHERE persistence_id = @id ORDER BY sequence_number DESC LIMIT 1";

    private const string Events =
        """
        SELECT sequence_number, created, writer_uuid, message, identifier, manifest FROM journal
        WHERE persistence_id = @id AND sequence_number >= @from AND sequence_number <= @to AND deleted = @deleted
        ORDER BY sequence_number LIMIT @most
        """;

    private const string Newest =
        """
        SELECT sequence_number, created, snapshot, serializer_id, manifest FROM snapshot
        WHERE persistence_id = @id ORDER BY sequence_number DESC LIMIT 1
        """;

    private readonly string _connection;
    private readonly bool _isFile;
    private readonly Serialization _serialization;

    /// <param name="plugin">
    /// The plug-in's part of the configuration, as <see cref="JournalSettings"/> writes it.
    /// </param>
    /// <param name="serialization">Makes objects of payloads.</param>
    public JournalReader(Config plugin, Serialization serialization)
    {
        _connection = plugin.GetString("connection-string");
        _isFile = plugin.GetString("provider-name") == JournalSettings.Name(JournalProvider.Sqlite);
        _serialization = serialization;
    }

    /// <summary>The number of an actor's last event; 0 where it has none.</summary>
    public async Task<long> HighestAsync(string persistenceId, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = Ask(connection, Highest, ("id", persistenceId));
        return await command.ExecuteScalarAsync(cancellation) is long highest ? highest : 0;
    }

    /// <summary>An actor's events in their order.</summary>
    /// <param name="persistenceId">Whose.</param>
    /// <param name="from">The number of the first.</param>
    /// <param name="to">The number of the last.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<IPersistentRepresentation> EventsAsync(
        string persistenceId, long from, long to, long most, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = Ask(
            connection, Events, ("id", persistenceId), ("from", from), ("to", to), ("deleted", false), ("most", most));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var manifest = reader.GetString(5);
            yield return new Persistent(
                Read(reader.GetFieldValue<byte[]>(3), reader.GetInt32(4), manifest), reader.GetInt64(0), persistenceId,
                manifest, false, ActorRefs.NoSender, reader.GetString(2), reader.GetInt64(1));
        }
    }

    /// <summary>An actor's newest snapshot, if it has one.</summary>
    public async Task<SelectedSnapshot?> SnapshotAsync(string persistenceId, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = Ask(connection, Newest, ("id", persistenceId));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new SelectedSnapshot(
                new SnapshotMetadata(
                    persistenceId, reader.GetInt64(0), new DateTime(reader.GetInt64(1), DateTimeKind.Utc)),
                Read(reader.GetFieldValue<byte[]>(2), reader.GetInt32(3), reader.GetString(4)))
            : null;
    }

    private object Read(byte[] payload, int serializer, string manifest) =>
        _serialization.Deserialize(payload, serializer, manifest);

    private async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        // The file's driver answers on the thread that asks, which would be that of the actor through which all write.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        DbConnection connection = _isFile ? new SqliteConnection(_connection) : new NpgsqlConnection(_connection);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static DbCommand Ask(
        DbConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> given)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in given)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
