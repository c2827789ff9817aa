using System.Text;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Ingestion.Spooling;

/// <summary>
/// The name of a spool, made once and kept in its folder: functions note how far they have counted by it. Whoever
/// copies a folder for a second node has to delete the file <c>source</c> and the segments there, or the reports of one
/// node are taken for repeats of the other's.
/// </summary>
internal static class SpoolSource
{
    private const string FileName = "source";
    private const string Unnamed = "unnamed";
    private const int MaxLength = 64;

    /// <summary>
    /// The folder's name. A folder that has segments and no name yet was written before spools had names, and its
    /// reports were counted under none; so they go on under none.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read or written, or holds no name.</exception>
    public static ReportSource Of(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            var isOld = SpoolSegment.In(directory).Any();
            Write(path, isOld ? Unnamed : Guid.NewGuid().ToString("N"));
        }

        var name = File.ReadAllText(path).Trim();
        if (name == Unnamed) return ReportSource.Unnamed;
        return name.Length is > 0 and <= MaxLength && name.All(char.IsAsciiLetterOrDigit)
            ? new ReportSource(name)
            : throw new IOException(
                $"{path} holds no name of a spool; restore it, or move the whole folder away and lose what it holds.");
    }

    // Under another name first: what is cut off by the end of the machine must not be taken for a name.
    private static void Write(string path, string name)
    {
        var whole = path + ".new";
        using (var file = new FileStream(whole, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.ASCII.GetBytes(name + "\n"));
            file.Flush(flushToDisk: true);
        }
        File.Move(whole, path);
    }
}
