using AquaTope.Actors;
using AquaTope.Host.Configuration;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AquaTope.Host.Node;

/// <summary>Makes the journal ready that a node's configuration asks for.</summary>
internal static class NodeJournal
{
    // A process that is paused within a transaction keeps whoever takes its place from writing under the same name, for
    // as long as the server waits for it to go on.
    private const string LongestPause = "-c idle_in_transaction_session_timeout=3s";

    // The journal's own statements are a dozen; those that write several rows at once differ by how many.
    private const int MostPrepared = 32;

    /// <summary>
    /// A PostgreSQL database where one is named, else a SQLite file under the data directory. The file is put into
    /// write-ahead mode, which lasts: readers and the one writer do not block each other, and a commit is one append.
    /// </summary>
    /// <exception cref="IOException">The data directory cannot be written.</exception>
    public static JournalSettings Prepare(NodeConfiguration configuration)
    {
        if (configuration.Database is { } database)
            return new JournalSettings(JournalProvider.PostgreSql, Impatient(database));

        Directory.CreateDirectory(configuration.DataDirectory);
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path.GetFullPath(Path.Combine(configuration.DataDirectory, "journal.db"))
        }.ToString();
        try
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL;";
            command.ExecuteNonQuery();
        }
        catch (SqliteException broken)
        {
            throw new IOException(
                $"The journal in {configuration.DataDirectory} cannot be opened: {broken.Message}", broken);
        }
        return new JournalSettings(JournalProvider.Sqlite, connectionString);
    }

    private static string Impatient(string database)
    {
        var connection = new NpgsqlConnectionStringBuilder(database);
        // Nothing is set on a connection that the next to use it must not find, so nothing need be reset between the
        // two; and what is asked and written is always the same.
        if (!connection.ShouldSerialize("No Reset On Close")) connection.NoResetOnClose = true;
        if (!connection.ShouldSerialize("Max Auto Prepare")) connection.MaxAutoPrepare = MostPrepared;
        connection.Options = connection.Options is { Length: > 0 } given ? $"{LongestPause} {given}" : LongestPause;
        return connection.ToString();
    }
}
