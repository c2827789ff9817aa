namespace AquaTope.Actors.Tests.Decisions;

public sealed class SqliteDecisionStoreSpecs : DecisionStoreSpecs, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-decisions-").FullName;

    protected override JournalSettings Journal =>
        new(JournalProvider.Sqlite, $"Data Source={Path.Combine(_folder, "journal.db")}");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
