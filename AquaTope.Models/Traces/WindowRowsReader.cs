using System.Globalization;
using System.Text;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Traces;

/// <summary>
/// Reads files with a row for each window: takes some hours of rows into memory at a time, and then gives one block
/// for each series.
/// </summary>
internal sealed class WindowRowsReader : TraceReader
{
    private const int RowsInMemory = 1440;
    private const int MinutesPerDay = 1440;
    private static readonly string[] TimeStampFormats = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    private readonly TraceLayout.WindowRows _layout;
    private readonly int _columns;
    private readonly TraceSeries[] _series;
    private readonly RunningContainers[] _running;
    private readonly int[][] _counts;
    private readonly bool[][] _unobserved;
    private readonly int[] _containers = new int[RowsInMemory];
    private DateTime _lastTime;
    private bool _windowIsKnown;
    private int _rows;
    private int _next;

    public WindowRowsReader(
        TraceSource source, TraceLayout.WindowRows layout, string[] columns, SeriesCatalog catalog,
        TraceDefaults defaults)
        : base(source, layout, catalog, defaults)
    {
        _layout = layout;
        _columns = columns.Length;
        _windowIsKnown = layout.Clock != WindowClock.TimeStamp;
        var names = layout.HasGap ? columns[1..2] : columns[layout.Leading.Count..];
        if (names.Distinct().Count() < names.Length)
            throw TraceFormatException.InLine(File, Lines.LineNumber,
                "two columns have the same name; expected one column for each series");
        _series = Array.ConvertAll(names, name => catalog.Find(name, name));
        _counts = Array.ConvertAll(names, _ => new int[RowsInMemory]);
        _unobserved = Array.ConvertAll(names, _ => new bool[RowsInMemory]);

        ReadRows();
        if (_rows == 0)
            throw TraceFormatException.InLine(File, Lines.LineNumber, "the file ends after its header; expected rows");
        if (!_windowIsKnown)
            throw TraceFormatException.InLine(File, Lines.LineNumber,
                "the file has one row; expected at least two, since their distance is the length of a window");
        _running = Array.ConvertAll(names, _ => new RunningContainers(defaults.Duration, Window.Duration));
    }

    public override bool TryRead(out TraceBlock block)
    {
        if (_next == _series.Length) ReadRows();
        if (_rows == 0)
        {
            block = default;
            return false;
        }

        var at = _next++;
        ReadOnlySpan<int> counts = _counts[at].AsSpan(0, _rows);
        ReadOnlySpan<bool> unobserved = _unobserved[at].AsSpan(0, _rows);
        if (Unit == DemandUnit.Containers)
        {
            block = new TraceBlock(_series[at], Windows - _rows, Defaults.MemoryMegabytes, counts, [],
                unobserved);
            return true;
        }
        _running[at].Estimate(counts, _containers);
        block = new TraceBlock(
            _series[at], Windows - _rows, Defaults.MemoryMegabytes, _containers.AsSpan(0, _rows), counts,
            unobserved);
        return true;
    }

    private void ReadRows()
    {
        _next = 0;
        for (_rows = 0; _rows < RowsInMemory && Lines.TryRead(out var line); _rows++)
        {
            var row = new TraceRow(File, Lines.LineNumber, line, _columns);
            ReadTime(ref row);
            for (var i = 0; i < _counts.Length; i++)
            {
                // Series of unequal length stand side by side: after its end, a series has empty values.
                const int notObserved = -1;
                var count = row.NextCount(Unit, emptyIs: notObserved);
                _counts[i][_rows] = Math.Max(0, count);
                _unobserved[i][_rows] = count == notObserved;
            }
            if (_layout.HasGap) _unobserved[0][_rows] = row.NextCount(DemandUnit.Invocations) > 0;
            foreach (var unobserved in _unobserved)
                if (unobserved[_rows])
                    Unobserved++;
            row.End();
            Windows++;
        }
    }

    // Rows follow each other without a hole, so that the number of a row is the number of its window.
    private void ReadTime(ref TraceRow row)
    {
        var field = row.Next();
        DateTime time;
        if (_layout.Clock == WindowClock.DayAndMinute)
        {
            var day = WholeNumber(ref row, field, 100_000, "the number of a day");
            field = row.Next();
            var minute = WholeNumber(ref row, field, MinutesPerDay - 1, "a minute of the day from 0 to 1439");
            time = DateTime.UnixEpoch.AddDays(day).AddMinutes(minute);
        }
        else if (!TryParseTime(field, out time))
        {
            throw row.Unexpected(field, "a time stamp as in 2015-02-26 21:42");
        }

        if (Windows > 0) CheckDistance(ref row, field, time);
        _lastTime = time;
    }

    private void CheckDistance(ref TraceRow row, ReadOnlySpan<byte> field, DateTime time)
    {
        var distance = time - _lastTime;
        if (!_windowIsKnown && distance >= TimeSpan.FromSeconds(1) && distance <= TimeSpan.FromDays(1))
        {
            Window = WindowLength.FromSeconds((int)distance.TotalSeconds);
            _windowIsKnown = true;
        }
        if (!_windowIsKnown) throw row.Unexpected(field, "a time one second to one day after the row before");
        if (distance == Window.Duration) return;
        var expected = _lastTime + Window.Duration;
        throw row.Unexpected(field, _layout.Clock == WindowClock.DayAndMinute
            ? string.Create(CultureInfo.InvariantCulture,
                $"day {(expected - DateTime.UnixEpoch).Days}, minute {(int)expected.TimeOfDay.TotalMinutes}, " +
                $"which follows on the row before")
            : string.Create(CultureInfo.InvariantCulture,
                $"'{expected:yyyy-MM-dd HH:mm:ss}', {Window.Seconds} seconds after the row before"));
    }

    private static int WholeNumber(ref TraceRow row, ReadOnlySpan<byte> field, int most, string expected) =>
        int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most
            ? value
            : throw row.Unexpected(field, expected);

    private static bool TryParseTime(ReadOnlySpan<byte> field, out DateTime time)
    {
        Span<char> text = stackalloc char[20];
        time = default;
        return field.Length < text.Length
               && Encoding.UTF8.TryGetChars(field, text, out var length)
               && DateTime.TryParseExact(
                   text[..length], TimeStampFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }
}
