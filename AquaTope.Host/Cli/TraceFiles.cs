using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Cli;

/// <summary>The trace files that an option names.</summary>
internal static class TraceFiles
{
    /// <summary>The files with the option that names them.</summary>
    public static IEnumerable<(string Option, string? Path)> Named(
        IEnumerable<string> files, string option = "--trace") => files.Select(file => (option, (string?)file));

    /// <summary>Refuses what is not a file, before anything is begun.</summary>
    /// <exception cref="UsageException">A folder, or nothing, is named.</exception>
    public static void Require(IEnumerable<string> files, string option = "--trace")
    {
        foreach (var file in files)
        {
            if (Directory.Exists(file)) throw new UsageException($"{option} is '{file}', a folder; it takes files");
            if (!File.Exists(file)) throw new UsageException($"{option} is '{file}', but there is no such file");
        }
    }
}
