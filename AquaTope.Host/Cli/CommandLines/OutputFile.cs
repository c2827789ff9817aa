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

    /// <summary>
    /// Writes the file beside its place and moves it there, so that nobody reads half of it. What a link leads to is
    /// written, and devices and pipes are written to where they are: moved over, they would be gone.
    /// </summary>
    public static async Task WriteAsync(string path, Func<TextWriter, Task> write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var place = PlaceOf(path);
        var unfinished = UnfinishedOf(place);
        await using (var writer = new StreamWriter(Open(unfinished ?? place)) { NewLine = "\n" }) await write(writer);
        if (unfinished is not null) File.Move(unfinished, place, overwrite: true);
    }

    /// <summary>As <see cref="WriteAsync(string, Func{TextWriter, Task}, CancellationToken)"/>, for bytes.</summary>
    public static async Task WriteAsync(string path, byte[] content, CancellationToken cancellation)
    {
        var place = PlaceOf(path);
        var unfinished = UnfinishedOf(place);
        await using (var stream = Open(unfinished ?? place)) await stream.WriteAsync(content, cancellation);
        if (unfinished is not null) File.Move(unfinished, place, overwrite: true);
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);

    private static string PlaceOf(string path)
    {
        var file = new FileInfo(path);
        return IsDevice(file.FullName) || file.LinkTarget is null
            ? file.FullName
            : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private static string? UnfinishedOf(string place) => IsDevice(place) ? null : place + ".unfinished";

    // Also what a shell puts there for a pipe, /dev/fd/63.
    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);
}
