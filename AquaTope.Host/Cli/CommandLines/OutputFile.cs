namespace AquaTope.Host.Cli.CommandLines;

/// <summary>Result files that an option names.</summary>
internal static class OutputFile
{
    /// <summary>Checks that a file can be put there, so that a long run does not fail at its end.</summary>
    /// <exception cref="UsageException">
    /// The path is empty, a folder, or in a folder that does not exist or cannot be written.
    /// </exception>
    public static void Check(string option, string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new UsageException($"{option} is empty; it takes a file name");
        if (Directory.Exists(path)) throw new UsageException($"{option} is '{path}', a folder; it takes a file name");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
            throw new UsageException($"{option} is '{path}', but there is no folder '{folder}'; create it first");
        var place = PlaceOf(path);
        var written = Path.GetDirectoryName(place)!;
        if (!IsDevice(place) && WriteProbe.ProblemOf(written) is { } refusal)
            throw new UsageException($"{option} is '{path}', but nothing can be written in '{written}': {refusal}");
    }

    /// <summary>
    /// Checks that what is written is none of the files that are read, and no file twice: a result in the place of the
    /// trace that it was made from would be a loss.
    /// </summary>
    /// <exception cref="UsageException">A file is named twice.</exception>
    public static void RequireApart(
        IEnumerable<(string Option, string Path)> read, IEnumerable<(string Option, string Path)> written)
    {
        var known = read.Select(file => (file.Option, Place: PlaceOf(file.Path))).ToList();
        foreach (var (option, path) in written)
        {
            var place = PlaceOf(path);
            if (IsDevice(place)) continue;
            if (known.Find(file => file.Place == place) is { Option: { } other })
                throw new UsageException(
                    $"{option} is '{path}', the file that {other} names; give a file of its own");
            known.Add((option, place));
        }
    }

    /// <summary>
    /// Writes the file beside its place and moves it there, so that nobody reads half of it. What a link leads to is
    /// written, and devices and pipes are written to where they are: moved over, they would be gone.
    /// </summary>
    public static async Task WriteAsync(string path, Func<TextWriter, Task> write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await WriteAsync(path, async stream =>
        {
            await using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            await write(writer);
        });
    }

    /// <summary>As <see cref="WriteAsync(string, Func{TextWriter, Task}, CancellationToken)"/>, for bytes.</summary>
    public static Task WriteAsync(string path, byte[] content, CancellationToken cancellation) =>
        WriteAsync(path, stream => stream.WriteAsync(content, cancellation).AsTask());

    private static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var place = PlaceOf(path);
        if (IsDevice(place))
        {
            // Appending: what standard output has got so far may be in a file too.
            await using var device = Open(place, FileMode.Append);
            await write(device);
            return;
        }
        var unfinished = place + ".unfinished";
        try
        {
            await using (var file = Open(unfinished, FileMode.Create)) await write(file);
            File.Move(unfinished, place, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private static FileStream Open(string path, FileMode mode) =>
        new(path, mode, FileAccess.Write, FileShare.ReadWrite);

    private static string PlaceOf(string path)
    {
        var file = new FileInfo(path);
        return IsDevice(file.FullName) || file.LinkTarget is null
            ? file.FullName
            : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    // Also what a shell puts there for a pipe, /dev/fd/63.
    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);
}
