using System.Data.Common;
using AquaTope.Models.Identity;

namespace AquaTope.Actors.Decisions.Listing;

/// <summary>The list of decisions in a SQL database.</summary>
public sealed class SqlDecisionStore(DecisionDatabase database) : IDecisionStore
{
    private const string Columns =
        "id, at, kind, subject, reason, workflow, function, change, seed, persistence_id, sequence_number";

    public async Task<JournalPlace> OpenAsync(IReadOnlyList<string> kinds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var (place, known) = await PlaceAsync(connection, cancellation);
        if (kinds.Except(known).ToList() is not { Count: > 0 }) return place;
        await ClearAsync(connection, kinds, cancellation);
        return JournalPlace.Beginning;
    }

    public async Task<bool> AppendAsync(
        IReadOnlyList<DecisionEntry> entries, JournalPlace from, JournalPlace to, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var move = Command(
            connection, transaction,
            "UPDATE decisions_place SET ordering = @to, persistence_id = @id, sequence_number = @number "
            + "WHERE ordering = @from",
            ("@to", to.Ordering), ("@id", to.PersistenceId), ("@number", to.SequenceNumber), ("@from", from.Ordering));
        if (await move.ExecuteNonQueryAsync(cancellation) == 0) return false;

        foreach (var entry in entries)
        {
            await using var insert = Command(
                connection, transaction,
                $"INSERT INTO decisions ({Columns}) VALUES (@id, @at, @kind, @subject, @reason, @workflow, @function, "
                + "@change, @seed, @persistence, @number)",
                ("@id", entry.Id), ("@at", entry.At.ToUnixTimeMilliseconds()), ("@kind", entry.Text.Kind),
                ("@subject", entry.Text.Subject), ("@reason", entry.Text.Reason),
                ("@workflow", entry.Text.Wording.Workflow?.Value), ("@function", entry.Text.Wording.Function?.Value),
                ("@change", entry.Text.Wording.Change?.Value), ("@seed", (long?)entry.Text.Wording.Seed),
                ("@persistence", entry.PersistenceId), ("@number", entry.SequenceNumber));
            await insert.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return true;
    }

    public async Task ClearAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var (_, kinds) = await PlaceAsync(connection, cancellation);
        await ClearAsync(connection, kinds, cancellation);
    }

    public async Task<int> RemoveBeforeAsync(DateTimeOffset instant, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var remove = Command(
            connection, null, "DELETE FROM decisions WHERE at < @at", ("@at", instant.ToUnixTimeMilliseconds()));
        return await remove.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<IReadOnlyList<DecisionEntry>> ReadAsync(DecisionQuery query, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var select = DecisionSelection.Of(query).On(connection, Columns);
        var entries = await EntriesAsync(select, cancellation);
        if (query.Latest) entries.Reverse();
        return entries;
    }

    public async Task<DecisionEntry?> FindAsync(long id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var select = Command(
            connection, null, $"SELECT {Columns} FROM decisions WHERE id = @id", ("@id", id));
        return (await EntriesAsync(select, cancellation)).FirstOrDefault();
    }

    private static async Task<(JournalPlace Place, IReadOnlyList<string> Kinds)> PlaceAsync(
        DbConnection connection, CancellationToken cancellation)
    {
        await using var select = Command(
            connection, null, "SELECT ordering, persistence_id, sequence_number, kinds FROM decisions_place");
        await using var row = await select.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (new JournalPlace(row.GetInt64(0), row.GetString(1), row.GetInt64(2)), row.GetString(3).Split(' '));
    }

    private static async Task ClearAsync(
        DbConnection connection, IReadOnlyList<string> kinds, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var clear = Command(
            connection, transaction,
            "DELETE FROM decisions; "
            + "UPDATE decisions_place SET ordering = 0, persistence_id = '', sequence_number = 0, kinds = @kinds",
            ("@kinds", string.Join(' ', kinds)));
        await clear.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<List<DecisionEntry>> EntriesAsync(DbCommand select, CancellationToken cancellation)
    {
        var entries = new List<DecisionEntry>();
        await using var row = await select.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            entries.Add(new DecisionEntry(
                row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
                new DecisionText(row.GetString(2), new Wording(row.GetString(3), row.GetString(4))
                {
                    Workflow = Text(row, 5) is { } workflow ? WorkflowId.Parse(workflow) : null,
                    Function = Text(row, 6) is { } function ? FunctionId.Parse(function) : null,
                    Change = Text(row, 7) is { } change ? new ChangeId(change) : null,
                    Seed = row.IsDBNull(8) ? null : (ulong)row.GetInt64(8)
                }),
                row.GetString(9), row.GetInt64(10)));
        return entries;
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DbCommand Command(
        DbConnection connection, DbTransaction? transaction, string sql,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
