using AquaTope.Testing;

namespace AquaTope.Actors.Tests.Decisions;

public sealed class PostgreSqlDecisionProjectorSpecs : DecisionProjectorSpecs, IAsyncLifetime
{
    private PostgreSqlServer? _server;

    protected override JournalSettings Journal => new(JournalProvider.PostgreSql, _server!.ConnectionString);

    public Task InitializeAsync() => Task.CompletedTask;

    protected override async Task BeginAsync() => _server = await PostgreSqlServer.StartAsync();

    public async Task DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}
