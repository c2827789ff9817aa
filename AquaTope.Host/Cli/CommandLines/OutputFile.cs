namespace AquaTope.Host.Cli.CommandLines;

/// <summary>Result files that an option names.</summary>
internal static class OutputFile
{
    /// <summary>Checks that a file can be put there, so that a long run does not fail at its end.</summary>
    /// <exception cref="UsageException">The path is empty, a folder, or in a folder that does not exist.</exception>
    public static void Check(string option, string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new UsageException($"{option} is empty; it takes a file name");
        if (Directory.Exists(path)) throw new UsageException($"{option} is '{path}', a folder; it takes a file name");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
            throw new UsageException($"{option} is '{path}', but there is no folder '{folder}'; create it first");
    }

    /// <summary>Writes the file beside its place and moves it there, so that nobody reads half of it.</summary>
    public static async Task WriteAsync(string path, Func<TextWriter, Task> write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var unfinished = UnfinishedOf(path);
        await using (var writer = new StreamWriter(unfinished) { NewLine = "\n" }) await write(writer);
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>As <see cref="WriteAsync(string, Func{TextWriter, Task}, CancellationToken)"/>, for bytes.</summary>
    public static async Task WriteAsync(string path, byte[] content, CancellationToken cancellation)
    {
        var unfinished = UnfinishedOf(path);
        await File.WriteAllBytesAsync(unfinished, content, cancellation);
        File.Move(unfinished, path, overwrite: true);
    }

    private static string UnfinishedOf(string path) => path + ".unfinished";
}
