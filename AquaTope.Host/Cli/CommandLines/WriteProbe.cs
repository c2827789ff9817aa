namespace AquaTope.Host.Cli.CommandLines;

/// <summary>Tries whether a folder can be written, and leaves nothing behind.</summary>
internal static class WriteProbe
{
    /// <summary>Why so many bytes cannot be kept there; <see langword="null"/> where they can.</summary>
    /// <param name="folder">A folder that exists.</param>
    /// <param name="bytes">How much room is needed.</param>
    public static string? ProblemOf(string folder, int bytes = 0)
    {
        try
        {
            using var probe = new FileStream(
                Path.Combine(folder, $".aquatope-{Guid.NewGuid():n}"), FileMode.CreateNew, FileAccess.Write,
                FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            probe.Write(new byte[bytes]);
            probe.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused.Message;
        }
    }
}
