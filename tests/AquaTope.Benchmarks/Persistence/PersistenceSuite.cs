namespace AquaTope.Benchmarks.Persistence;

/// <summary>
/// How fast events are written and read back: the functions' writes at the end of a window, a gateway's return to its
/// facts, and a node's to ten thousand functions with a day of history.
/// </summary>
public sealed class PersistenceSuite : ISuite
{
    public string Name => "persistence";

    public bool UsesDatabase => true;

    public IReadOnlyList<Measurement> Run(SuiteOptions options) => RunAsync(options).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<Measurement>> RunAsync(SuiteOptions options) =>
    [
        .. await OnAsync(options.Database, database => new WriteRate(database).RunAsync()),
        .. await OnAsync(options.Database, database => new GatewayReturn(database).RunAsync()),
        .. await OnAsync(options.Database, database => new RecoveryRate(database, options.Seed).RunAsync())
    ];

    private static async Task<IReadOnlyList<Measurement>> OnAsync(
        string? connection, Func<BenchmarkDatabase, Task<IReadOnlyList<Measurement>>> measure)
    {
        using var database = new BenchmarkDatabase(connection);
        await JournalTables.EnsureAsync(database.Journal);
        return await measure(database);
    }
}
