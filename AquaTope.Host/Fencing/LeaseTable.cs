using System.Globalization;
using Npgsql;

namespace AquaTope.Host.Fencing;

/// <summary>
/// Leases as rows of a PostgreSQL table. Only the database's clock is looked at, so the nodes' clocks need not agree.
/// Every change of hands raises a lease's epoch.
/// </summary>
internal sealed class LeaseTable
{
    private const string Create =
        """
        CREATE TABLE IF NOT EXISTS aquatope_lease (
            name text PRIMARY KEY, owner text NOT NULL, epoch bigint NOT NULL, expires timestamptz NOT NULL)
        """;

    private const string Take =
        """
        INSERT INTO aquatope_lease AS held (name, owner, epoch, expires)
        VALUES ($1, $2, 1, clock_timestamp() + make_interval(secs => $3))
        ON CONFLICT (name) DO UPDATE SET owner = $2, epoch = held.epoch + 1,
            expires = clock_timestamp() + make_interval(secs => $3)
        WHERE held.owner = $2 OR held.expires < clock_timestamp()
        RETURNING epoch
        """;

    private const string Renew =
        """
        UPDATE aquatope_lease SET expires = clock_timestamp() + make_interval(secs => $3)
        WHERE name = $1 AND owner = $2 AND epoch = $4 RETURNING epoch
        """;

    private const string End =
        """
        UPDATE aquatope_lease SET expires = clock_timestamp()
        WHERE name = $1 AND owner = $2 AND epoch = $3 RETURNING epoch
        """;

    private readonly string _connectionString;
    private volatile bool _exists;

    /// <param name="connectionString">The database of the journal.</param>
    /// <param name="patience">How long a question may take.</param>
    public LeaseTable(string connectionString, TimeSpan patience) =>
        _connectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Timeout = (int)Math.Ceiling(patience.TotalSeconds),
            CommandTimeout = (int)Math.Ceiling(patience.TotalSeconds),
            // A connection that the pool took over from before an outage would cost the first question.
            Pooling = false
        }.ToString();

    /// <summary>Takes a lease that nobody else holds; answers its epoch, or nothing while somebody does.</summary>
    public Task<long?> TakeAsync(string name, string owner, TimeSpan length) =>
        AskAsync(Take, name, owner, length.TotalSeconds);

    /// <summary>Holds a lease for longer; whether it was still held.</summary>
    public async Task<bool> RenewAsync(string name, string owner, long epoch, TimeSpan length) =>
        await AskAsync(Renew, name, owner, length.TotalSeconds, epoch) is not null;

    /// <summary>Gives a lease back, if it is still held.</summary>
    public Task ReleaseAsync(string name, string owner, long epoch) => AskAsync(End, name, owner, epoch);

    private async Task<long?> AskAsync(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        if (!_exists) await CreateAsync(connection);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync() is { } epoch
            ? Convert.ToInt64(epoch, CultureInfo.InvariantCulture)
            : null;
    }

    private async Task CreateAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var command = new NpgsqlCommand(Create, connection);
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException raced) when (
            raced.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable
                or PostgresErrorCodes.DuplicateObject)
        {
            // Another node made it at the same moment; the server does not keep two from trying.
        }
        _exists = true;
    }
}
