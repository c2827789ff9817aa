namespace AquaTope.Host.Health;

/// <summary>The node's data directory, written to and left as it was.</summary>
internal sealed class DataFolder(string path)
{
    // More than the slack of a file system's last block, so that a full disk shows.
    private static readonly byte[] Content = new byte[64 * 1024];

    /// <summary>Why a file could not be written there, or <see langword="null"/> when it was.</summary>
    public string? Try()
    {
        var probe = Path.Combine(path, "probe");
        try
        {
            File.WriteAllBytes(probe, Content);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused.Message;
        }
        finally
        {
            Remove(probe);
        }
    }

    private static void Remove(string probe)
    {
        try
        {
            File.Delete(probe);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // A directory that cannot be written has been told of already.
        }
    }
}
