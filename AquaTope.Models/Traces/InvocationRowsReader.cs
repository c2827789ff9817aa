using System.Globalization;
using System.Text;

namespace AquaTope.Models.Traces;

/// <summary>
/// Reads files with a row for each invocation, in order of time: counts a day at a time, and then gives one block for
/// each series that has appeared so far.
/// </summary>
internal sealed class InvocationRowsReader : TraceReader
{
    private const int WindowsInMemory = 1440;

    /// <summary>A year: what a time beyond it says is more likely milliseconds than seconds.</summary>
    private const double LatestSecond = 366.0 * 24 * 60 * 60;

    private readonly int _columns;
    private readonly List<Counted> _series = [];
    private readonly Dictionary<TraceSeries, Counted> _bySeries = [];
    private readonly int[] _containers = new int[WindowsInMemory];
    private (Counted Series, int Window)? _ahead;
    private double _lastSecond;
    private int _first;
    private int _next;

    public InvocationRowsReader(
        TraceSource source, TraceLayout.InvocationRows layout, string[] columns, SeriesCatalog catalog,
        TraceDefaults defaults)
        : base(source, layout, catalog, defaults)
    {
        _columns = columns.Length;
        _ahead = ReadRow();
        if (_ahead is null)
            throw TraceFormatException.InLine(File, Lines.LineNumber, "the file ends after its header; expected rows");
        Count();
    }

    public override bool TryRead(out TraceBlock block)
    {
        if (_next == _series.Count) Count();
        if (_next == _series.Count)
        {
            block = default;
            return false;
        }

        var series = _series[_next++];
        ReadOnlySpan<int> counts = series.Invocations.AsSpan(0, Windows - _first);
        series.Running.Estimate(counts, _containers);
        block = new TraceBlock(
            series.Series, _first, Defaults.MemoryMegabytes, _containers.AsSpan(0, counts.Length), counts);
        return true;
    }

    // The windows after those counted before: a whole day of them, or as many as there are.
    private void Count()
    {
        if (_ahead is null) return;
        _first = Windows;
        _next = 0;
        foreach (var series in _series) Array.Clear(series.Invocations);
        while (_ahead is { } row && row.Window < _first + WindowsInMemory)
        {
            row.Series.Invocations[row.Window - _first]++;
            Windows = row.Window + 1;
            _ahead = ReadRow();
        }
        if (_ahead is not null) Windows = _first + WindowsInMemory;
    }

    private (Counted Series, int Window)? ReadRow()
    {
        if (!Lines.TryRead(out var line)) return null;
        var row = new TraceRow(File, Lines.LineNumber, line, _columns);
        var function = Encoding.UTF8.GetString(row.Next());
        if (function.Length == 0) throw row.Unexpected([], "the name of a function");
        var second = row.NextNumber(
            emptyIs: double.NaN, LatestSecond, "the second at which an invocation ended, from 0 to a year");
        if (double.IsNaN(second)) throw row.Unexpected([], "the second at which an invocation ended");
        if (second < _lastSecond)
            throw row.Unexpected(
                Encoding.UTF8.GetBytes(second.ToString(CultureInfo.InvariantCulture)),
                string.Create(CultureInfo.InvariantCulture, $"{_lastSecond} or later, as in the row before"));
        row.End();
        _lastSecond = second;
        return (Find(function), (int)(second / Window.Seconds));
    }

    private Counted Find(string function)
    {
        var series = Catalog.Find(function, function);
        if (_bySeries.TryGetValue(series, out var known)) return known;
        known = new Counted(
            series, new int[WindowsInMemory], new RunningContainers(Defaults.Duration, Window.Duration));
        _bySeries.Add(series, known);
        _series.Add(known);
        return known;
    }

    private sealed record Counted(TraceSeries Series, int[] Invocations, RunningContainers Running);
}
