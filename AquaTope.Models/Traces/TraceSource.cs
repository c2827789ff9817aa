using System.IO.Compression;

namespace AquaTope.Models.Traces;

/// <summary>An open trace file and its lines, which own it.</summary>
internal sealed record TraceSource(string Name, FileStream File, Utf8LineReader Lines)
{
    // A setting of the process, read once by the runtime, and off by default: truncated gzip data would then just end.
    private const string StrictGzip = "System.IO.Compression.UseStrictValidation";

    public static TraceSource Open(string path)
    {
        var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024, FileOptions.SequentialScan);
        var isGzip = StartsAsGzip(file);
        if (isGzip && !(AppContext.TryGetSwitch(StrictGzip, out var isStrict) && isStrict))
            throw new InvalidOperationException(
                $"{StrictGzip} is not set for this process; truncated files would be taken for whole ones.");
        Stream stream = isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        return new TraceSource(path, file, new Utf8LineReader(stream, path));
    }

    private static bool StartsAsGzip(FileStream file)
    {
        if (!file.CanSeek) return false;
        Span<byte> magic = stackalloc byte[2];
        var isGzip = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
        file.Position = 0;
        return isGzip;
    }
}
