using System.Text;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Traces;

/// <summary>Reads files with a row for each series: one block for each row.</summary>
internal sealed class SeriesRowsReader : TraceReader
{
    private const double MostMemoryMegabytes = 1e9;

    private static readonly (string Name, TriggerKind Kind)[] Triggers =
        [.. Enum.GetValues<TriggerKind>().Select(kind => (kind.ToString(), kind))];

    private readonly TraceLayout.SeriesRows _layout;
    private readonly int _columns;
    private readonly int[] _counts;
    private readonly int[] _containers;
    private readonly HashSet<int> _seen = [];
    private char[] _name = new char[256];

    public SeriesRowsReader(
        TraceSource source, TraceLayout.SeriesRows layout, string[] columns, SeriesCatalog catalog,
        TraceDefaults defaults)
        : base(source, layout, catalog, defaults)
    {
        _layout = layout;
        _columns = columns.Length;
        Windows = columns.Length - layout.Leading.Count;
        _counts = new int[Windows];
        _containers = new int[Windows];
    }

    public override bool TryRead(out TraceBlock block)
    {
        if (!Lines.TryRead(out var line))
        {
            if (_seen.Count == 0)
                throw TraceFormatException.InLine(
                    File, Lines.LineNumber, "the file ends after its header; expected rows");
            block = default;
            return false;
        }

        var row = new TraceRow(File, Lines.LineNumber, line, _columns);
        var (series, memory, duration) = ReadLeading(ref row);
        for (var i = 0; i < _counts.Length; i++) _counts[i] = row.NextCount(Unit);
        row.End();

        if (Unit == DemandUnit.Containers)
        {
            block = new TraceBlock(series, 0, memory, _counts, []);
            return true;
        }
        new RunningContainers(duration, Window.Duration).Estimate(_counts, _containers);
        block = new TraceBlock(series, 0, memory, _containers, _counts);
        return true;
    }

    private (TraceSeries Series, double Memory, TimeSpan Duration) ReadLeading(ref TraceRow row)
    {
        var (memory, duration) = (Defaults.MemoryMegabytes, Defaults.Duration);
        var length = 0;
        Range app = default;
        TriggerKind? trigger = null;
        for (var i = 0; i < _layout.Leading.Count; i++)
            switch (_layout.Leading[i])
            {
                case "AverageMemMB" or "app_avg_mem_mb" or "avg_mem_mb":
                    memory = row.NextNumber(memory, MostMemoryMegabytes, "megabytes of memory, a number of at least 0");
                    break;
                case "dur_avg_ms":
                    duration = TimeSpan.FromMilliseconds(row.NextNumber(
                        duration.TotalMilliseconds, RunningContainers.LongestDuration.TotalMilliseconds,
                        "a mean run time in milliseconds from 0 to 604800000, which is a week"));
                    break;
                case "Trigger" or "trigger":
                    trigger = TriggerOf(row.Next());
                    break;
                default:
                    var part = row.Next();
                    if (i >= _layout.Identity) break;
                    if (part.IsEmpty) throw row.Unexpected(part, "a name");
                    var from = AppendName(part, ref length);
                    if (i == _layout.App) app = from..length;
                    break;
            }

        var series = Catalog.Find(_name.AsSpan(0, length), _name.AsSpan(app), trigger);
        if (!_seen.Add(series.Index))
            throw TraceFormatException.InLine(File, Lines.LineNumber,
                $"the series '{series.Name}' has a row already; expected one row for each series");
        return (series, memory, duration);
    }

    // Names that are not known say nothing.
    private static TriggerKind? TriggerOf(ReadOnlySpan<byte> name)
    {
        foreach (var trigger in Triggers)
            if (Ascii.EqualsIgnoreCase(name, trigger.Name))
                return trigger.Kind;
        return null;
    }

    private int AppendName(ReadOnlySpan<byte> part, ref int length)
    {
        if (length + 1 + part.Length > _name.Length) Array.Resize(ref _name, (length + 1 + part.Length) * 2);
        if (length > 0) _name[length++] = '/';
        var from = length;
        length += Encoding.UTF8.GetChars(part, _name.AsSpan(length));
        return from;
    }
}
