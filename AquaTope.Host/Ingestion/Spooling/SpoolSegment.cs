using System.Globalization;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Ingestion.Spooling;

/// <summary>
/// A file of the spool. <paramref name="Last"/> is one less than <paramref name="First"/> while it holds no report.
/// </summary>
/// <param name="Path">Where it lies; its name is the number of the first report it may hold.</param>
/// <param name="First">The number of the first report it may hold.</param>
/// <param name="Last">The number of the last report it holds.</param>
/// <param name="Length">Its size in bytes up to the end of the last whole record.</param>
internal sealed record SpoolSegment(string Path, long First, long Last, long Length)
{
    private const string Extension = ".spool";

    /// <summary>The segments of a folder in the order of their numbers; other files are not the spool's.</summary>
    public static IEnumerable<(string Path, long First)> In(string directory) =>
        Directory.EnumerateFiles(directory, "*" + Extension)
            .Select(path => (Path: path, First: NumberOf(path)))
            .Where(segment => segment.First >= 0)
            .OrderBy(segment => segment.First);

    /// <summary>
    /// The file name for a segment that begins with the number; 19 digits, so that names sort as numbers do.
    /// </summary>
    public static string PathFor(string directory, long first) =>
        System.IO.Path.Combine(directory, first.ToString("D19", CultureInfo.InvariantCulture) + Extension);

    /// <summary>
    /// The reports it holds, read when they are asked for; none once it has been released. What was written to it
    /// since it was looked at is left out.
    /// </summary>
    public IEnumerable<SequencedReport> Reports()
    {
        foreach (var (report, _) in Read(BytesOrNone())) yield return report;
    }

    /// <summary>The whole records of a segment's bytes, up to the first that is torn or harmed.</summary>
    public static IEnumerable<(SequencedReport Report, int End)> Read(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith(SpoolFormat.Header)) yield break;
        var at = SpoolFormat.Header.Length;
        while (SpoolFormat.TryRead(bytes.AsSpan(at), out var report, out var length))
        {
            at += length;
            yield return (report, at);
        }
    }

    private byte[] BytesOrNone()
    {
        try
        {
            using var file = File.Open(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    private static long NumberOf(string path) =>
        long.TryParse(
            System.IO.Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture,
            out var number)
            ? number
            : -1;
}
