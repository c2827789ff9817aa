using System.Data.Common;
using System.Globalization;
using AquaTope.Actors;
using AquaTope.Actors.Decisions.Listing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AquaTope.Benchmarks.Persistence;

/// <summary>
/// The database a measurement is taken on: a SQLite file of its own, or a PostgreSQL database that is given, whose
/// tables of an earlier measurement are dropped first.
/// </summary>
internal sealed class BenchmarkDatabase : IDisposable
{
    private readonly DirectoryInfo? _folder;

    /// <param name="connection">A PostgreSQL connection string, or none for a SQLite file.</param>
    public BenchmarkDatabase(string? connection)
    {
        if (connection is not null)
        {
            Journal = new JournalSettings(JournalProvider.PostgreSql, connection);
            Execute("DROP TABLE IF EXISTS journal, snapshot, tags, decisions, decisions_place;");
            return;
        }

        _folder = Directory.CreateTempSubdirectory("aquatope-persistence-");
        var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, "journal.db") };
        Journal = new JournalSettings(JournalProvider.Sqlite, file.ToString());
        Execute("PRAGMA journal_mode = WAL;");
    }

    /// <summary>Where actors keep their events.</summary>
    public JournalSettings Journal { get; }

    /// <summary>The folder of the SQLite file, as a node takes it for its data directory.</summary>
    public string? Folder => _folder?.FullName;

    public string Name => Journal.Provider == JournalProvider.Sqlite ? "SQLite" : "PostgreSQL";

    public DbConnection Open()
    {
        DbConnection connection = Journal.Provider == JournalProvider.Sqlite
            ? new SqliteConnection(Journal.ConnectionString)
            : new NpgsqlConnection(Journal.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Events in the journal.</summary>
    public long Events() => Number("SELECT COUNT(*) FROM journal");

    /// <summary>
    /// Bytes on the disk: of the whole SQLite file, or of PostgreSQL's table of events with its indices.
    /// </summary>
    public long Bytes() => Number(
        Journal.Provider == JournalProvider.Sqlite
            ? "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            : "SELECT pg_total_relation_size('journal')");

    /// <summary>Where the journal ends.</summary>
    public JournalPlace LastPlace()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT ordering, persistence_id, sequence_number FROM journal ORDER BY ordering DESC LIMIT 1";
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new JournalPlace(reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2))
            : JournalPlace.Beginning;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder?.Delete(recursive: true);
    }

    private long Number(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
