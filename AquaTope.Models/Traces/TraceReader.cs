using AquaTope.Models.Quantities;

namespace AquaTope.Models.Traces;

/// <summary>
/// Reads one trace file, plain or gzip, from beginning to end in blocks of windows. What it is shows in the header;
/// memory does not grow with the file.
/// </summary>
/// <remarks>
/// Series appear in any order, the blocks of one series in order of time and without holes. Where the trace counts
/// invocations, containers are estimated (<see cref="RunningContainers"/>) with the series' own mean run time where
/// the file has one and with the default otherwise; runs that began in an earlier file are not known.
/// </remarks>
public abstract class TraceReader : IDisposable
{
    private readonly FileStream _source;

    private protected TraceReader(TraceSource source, TraceLayout layout, SeriesCatalog catalog, TraceDefaults defaults)
    {
        _source = source.File;
        File = source.Name;
        Lines = source.Lines;
        Format = layout.Description;
        Unit = layout.Unit;
        Catalog = catalog;
        Defaults = defaults;
    }

    /// <summary>The path it was opened with.</summary>
    public string File { get; }

    /// <summary>What the file is, for people.</summary>
    public string Format { get; }

    /// <summary>What the file counts.</summary>
    public DemandUnit Unit { get; }

    /// <summary>The length of a window.</summary>
    public WindowLength Window { get; private protected set; } = WindowLength.OneMinute;

    /// <summary>The windows of each series in this file; complete when the last block has been read.</summary>
    public int Windows { get; private protected set; }

    /// <summary>Values that the file says were not observed; they count as zero.</summary>
    public long Unobserved { get; private protected set; }

    /// <summary>How far reading has come, in bytes of the file as it lies on disk; 0 for a pipe.</summary>
    public long BytesRead => _source.CanSeek ? _source.Position : 0;

    private protected Utf8LineReader Lines { get; }

    private protected SeriesCatalog Catalog { get; }

    private protected TraceDefaults Defaults { get; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file; gzip is recognized by its first bytes, whatever the name. A pipe must be plain
    /// text.</param>
    /// <param name="catalog">Where the series of the whole trace are listed; new ones are added.</param>
    /// <param name="defaults">What stands in for values the file does not have.</param>
    /// <exception cref="TraceFormatException">No known header, or nothing after it.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static TraceReader Open(string path, SeriesCatalog catalog, TraceDefaults defaults)
    {
        var source = TraceSource.Open(path);
        try
        {
            if (!source.Lines.TryRead(out var header))
                throw TraceFormatException.InFile(path, "the file is empty; expected a header line and rows");
            var (layout, columns) = TraceLayout.Recognize(path, source.Lines.LineNumber, header);
            return layout switch
            {
                TraceLayout.SeriesRows rows => new SeriesRowsReader(source, rows, columns, catalog, defaults),
                TraceLayout.InvocationRows rows =>
                    new InvocationRowsReader(source, rows, columns, catalog, defaults),
                TraceLayout.WindowRows rows => new WindowRowsReader(source, rows, columns, catalog, defaults),
                _ => throw new InvalidOperationException($"No reader for {layout.Description}.")
            };
        }
        catch
        {
            source.Lines.Dispose();
            throw;
        }
    }

    /// <summary>The next block; <see langword="false"/> at the end of the file.</summary>
    /// <exception cref="TraceFormatException">A row is malformed.</exception>
    public abstract bool TryRead(out TraceBlock block);

    public void Dispose()
    {
        Lines.Dispose();
        GC.SuppressFinalize(this);
    }
}
