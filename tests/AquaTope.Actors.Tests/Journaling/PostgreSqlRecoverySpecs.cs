using System.Data.Common;
using AquaTope.Testing;
using Npgsql;

namespace AquaTope.Actors.Tests.Journaling;

public sealed class PostgreSqlRecoverySpecs : RecoverySpecs, IAsyncLifetime
{
    private PostgreSqlServer? _server;

    // As nodes have it: statements that come again are prepared, and connections are not reset between two uses.
    protected override JournalSettings Journal => new(
        JournalProvider.PostgreSql, $"{_server!.ConnectionString};No Reset On Close=true;Max Auto Prepare=32");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    protected override async Task BeginAsync() => _server = await PostgreSqlServer.StartAsync();

    protected override DbConnection Connect() => new NpgsqlConnection(Journal.ConnectionString);
}
