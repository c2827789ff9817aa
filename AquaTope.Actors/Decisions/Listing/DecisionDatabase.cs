using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AquaTope.Actors.Decisions.Listing;

/// <summary>
/// Where the tables of decisions lie: in the journal's own database where that is a server; in a file beside the
/// journal where that is a file, so that neither waits for the other's writes.
/// </summary>
public sealed class DecisionDatabase
{
    /// <summary>The file beside a SQLite journal.</summary>
    public const string FileName = "decisions.db";

    // The place is one row. Numbers are of 64 bits in both databases, and instants are milliseconds since 1970.
    private const string Tables =
        """
        CREATE TABLE IF NOT EXISTS decisions (
          id BIGINT PRIMARY KEY, at BIGINT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL,
          workflow TEXT NULL, function TEXT NULL, change TEXT NULL, seed BIGINT NULL, persistence_id TEXT NOT NULL,
          sequence_number BIGINT NOT NULL);
        CREATE INDEX IF NOT EXISTS decisions_by_workflow ON decisions (workflow, id);
        CREATE INDEX IF NOT EXISTS decisions_by_function ON decisions (function, id);
        CREATE INDEX IF NOT EXISTS decisions_by_kind ON decisions (kind, id);
        CREATE INDEX IF NOT EXISTS decisions_by_change ON decisions (change, id);
        CREATE INDEX IF NOT EXISTS decisions_by_journal ON decisions (persistence_id, id);
        CREATE INDEX IF NOT EXISTS decisions_by_time ON decisions (at);
        CREATE TABLE IF NOT EXISTS decisions_place (
          one INTEGER PRIMARY KEY, ordering BIGINT NOT NULL, persistence_id TEXT NOT NULL,
          sequence_number BIGINT NOT NULL, kinds TEXT NOT NULL);
        INSERT INTO decisions_place (one, ordering, persistence_id, sequence_number, kinds) VALUES (1, 0, '', 0, '')
          ON CONFLICT (one) DO NOTHING;
        """;

    // Two nodes that make the same table at once would trip over each other in the server's own tables.
    private const string OneAtATime = "SELECT pg_advisory_xact_lock(1701736303);";

    // Within the process the file's readers and its writer wait for each other only here.
    private static readonly SemaphoreSlim OnePreparation = new(1);

    private readonly JournalProvider _provider;
    private readonly string _connection;
    private volatile bool _ready;

    public DecisionDatabase(JournalSettings journal)
    {
        _provider = journal.Provider;
        _connection = journal.Provider == JournalProvider.Sqlite
            ? Beside(journal.ConnectionString)
            : journal.ConnectionString;
    }

    /// <summary>An open connection to a database that has the tables.</summary>
    /// <exception cref="DbException">The database cannot be opened or written.</exception>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        DbConnection connection = _provider == JournalProvider.Sqlite
            ? new SqliteConnection(_connection)
            : new NpgsqlConnection(_connection);
        try
        {
            await connection.OpenAsync(cancellation);
            if (!_ready) await PrepareInTurnAsync(connection, cancellation);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        _ready = true;
        return connection;
    }

    private async Task PrepareInTurnAsync(DbConnection connection, CancellationToken cancellation)
    {
        await OnePreparation.WaitAsync(cancellation);
        try
        {
            await PrepareAsync(connection, cancellation);
        }
        finally
        {
            OnePreparation.Release();
        }
    }

    private async Task PrepareAsync(DbConnection connection, CancellationToken cancellation)
    {
        if (_provider == JournalProvider.Sqlite)
            await ExecuteAsync(connection, null, "PRAGMA journal_mode = WAL;", cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (_provider == JournalProvider.PostgreSql)
            await ExecuteAsync(connection, transaction, OneAtATime, cancellation);
        await ExecuteAsync(connection, transaction, Tables, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task ExecuteAsync(
        DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string Beside(string journal)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(journal).DataSource));
        return new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder!, FileName) }.ToString();
    }
}
