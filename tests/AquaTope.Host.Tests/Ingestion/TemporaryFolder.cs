namespace AquaTope.Host.Tests.Ingestion;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("aquatope-").FullName;

    public IEnumerable<string> Files(string pattern) => Directory.GetFiles(Path, pattern).Order();

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
