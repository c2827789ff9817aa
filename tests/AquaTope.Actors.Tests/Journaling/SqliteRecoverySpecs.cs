using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace AquaTope.Actors.Tests.Journaling;

public sealed class SqliteRecoverySpecs : RecoverySpecs, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-recovery-").FullName;

    protected override JournalSettings Journal => new(
        JournalProvider.Sqlite, $"Data Source={Path.Combine(_folder, "journal.db")};Pooling=False");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override DbConnection Connect() => new SqliteConnection(Journal.ConnectionString);
}
