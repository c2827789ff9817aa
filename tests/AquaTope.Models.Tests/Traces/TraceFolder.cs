using System.IO.Compression;
using System.Text;
using AquaTope.Models.Traces;

namespace AquaTope.Models.Tests.Traces;

/// <summary>Trace files of a test, gone after it.</summary>
internal sealed class TraceFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-traces-");
    private int _files;

    public string Write(string content, string name = "") => Write(Encoding.UTF8.GetBytes(content), name);

    public string Write(byte[] content, string name = "")
    {
        var path = Path.Combine(_folder.FullName, name.Length > 0 ? name : $"trace{_files++}.csv");
        File.WriteAllBytes(path, content);
        return path;
    }

    public static byte[] Gzip(string content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress))
            gzip.Write(Encoding.UTF8.GetBytes(content));
        return compressed.ToArray();
    }

    /// <summary>Reads a whole file: its reader, closed, and what it gave.</summary>
    public static (TraceReader Reader, List<ReadBlock> Blocks) Read(string path, TraceDefaults? defaults = null)
    {
        using var reader = TraceReader.Open(path, new SeriesCatalog(), defaults ?? TraceDefaults.Azure2019);
        var blocks = new List<ReadBlock>();
        while (reader.TryRead(out var block))
            blocks.Add(new ReadBlock(
                block.Series.Name, block.Series.App, block.FirstWindow, block.MemoryMegabytes,
                block.Containers.ToArray(), block.Invocations.ToArray()));
        return (reader, blocks);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>A block that outlives its reader's buffers.</summary>
internal sealed record ReadBlock(
    string Series, string App, int FirstWindow, double MemoryMegabytes, int[] Containers, int[] Invocations);
