using System.Data.Common;
using AquaTope.Actors.Wire;

namespace AquaTope.Benchmarks.Persistence;

/// <summary>
/// Writes rows into the tables of the journal without an actor: one prepared statement
/// for events and one for snapshots.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly DbConnection _connection;
    private readonly DbCommand _event;
    private readonly DbCommand _snapshot;
    private DbTransaction? _transaction;

    public JournalWriter(DbConnection connection)
    {
        _connection = connection;
        _event = Prepare(
            """
            INSERT INTO journal
              (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            VALUES (@created, @deleted, @id, @number, @payload, @manifest, @serializer, @writer)
            """);
        Bind(_event, "writer", "benchmark");
        Bind(_event, "deleted", false);
        _snapshot = Prepare(
            """
            INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
            VALUES (@id, @number, @created, @payload, @manifest, @serializer)
            """);
    }

    public void WriteEvent(string persistenceId, long number, object fact) =>
        Write(_event, persistenceId, number, fact);

    public void WriteSnapshot(string persistenceId, long number, object state) =>
        Write(_snapshot, persistenceId, number, state);

    /// <summary>Rows from here to <see cref="Commit"/> are one transaction.</summary>
    public void Begin()
    {
        _transaction = _connection.BeginTransaction();
        (_event.Transaction, _snapshot.Transaction) = (_transaction, _transaction);
    }

    public void Commit()
    {
        _transaction!.Commit();
        _transaction.Dispose();
        (_event.Transaction, _snapshot.Transaction) = (null, null);
    }

    public void Dispose()
    {
        _event.Dispose();
        _snapshot.Dispose();
    }

    private static void Write(DbCommand command, string persistenceId, long number, object value)
    {
        var row = AquaTopeWire.Table.RowOf(value.GetType());
        Bind(command, "id", persistenceId);
        Bind(command, "number", number);
        Bind(command, "created", number);
        Bind(command, "payload", row.Write(value));
        Bind(command, "manifest", row.Manifest);
        Bind(command, "serializer", WireSerializer.SerializerId);
        command.ExecuteNonQuery();
    }

    private DbCommand Prepare(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Bind(DbCommand command, string name, object value)
    {
        if (command.Parameters.Contains(name))
        {
            command.Parameters[name].Value = value;
            return;
        }
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
