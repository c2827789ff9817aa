using System.Globalization;
using System.Text;

namespace AquaTope.Models.Traces;

/// <summary>
/// How the columns of a trace file are to be read. There are three kinds: a row for each series with its windows as
/// columns, a row for each window with the series as columns, and a row for each invocation. <see cref="Known"/> lists
/// what is read.
/// </summary>
/// <param name="Description">What the file is.</param>
/// <param name="Leading">The columns before the counts, by name.</param>
/// <param name="Unit">What is counted.</param>
internal abstract record TraceLayout(string Description, IReadOnlyList<string> Leading, DemandUnit Unit)
{
    /// <summary>A row for each series.</summary>
    /// <param name="Identity">How many of the leading columns, from the first, identify a series.</param>
    /// <param name="App">The leading column, from 0, that names its application.</param>
    /// <param name="Prefix">What stands before the number in the names of the windows' columns.</param>
    /// <param name="First">The number of the first window of a whole day; parts of a day begin later.</param>
    internal sealed record SeriesRows(
        string Description, IReadOnlyList<string> Leading, DemandUnit Unit, int Identity, int App, string Prefix,
        int First = 0)
        : TraceLayout(Description, Leading, Unit)
    {
        protected override string Counts => $"{Prefix}{First},{Prefix}{First + 1},…";
    }

    /// <summary>A row for each window.</summary>
    /// <param name="Clock">How the leading columns say which window it is.</param>
    internal sealed record WindowRows(
        string Description, IReadOnlyList<string> Leading, DemandUnit Unit, WindowClock Clock, bool HasGap = false)
        : TraceLayout(Description, Leading, Unit)
    {
        protected override string Counts => HasGap ? "count,gap" : "one column for each series";
    }

    /// <summary>A row for each invocation, in order of time.</summary>
    internal sealed record InvocationRows(string Description, IReadOnlyList<string> Leading)
        : TraceLayout(Description, Leading, DemandUnit.Invocations)
    {
        public const string End = "end_s";

        protected override string Counts => End;
    }

    /// <summary>How the part of the header after <see cref="Leading"/> looks, for people.</summary>
    protected abstract string Counts { get; }

    /// <summary>Every layout that is read.</summary>
    public static IReadOnlyList<TraceLayout> Known { get; } =
    [
        new SeriesRows("Azure Functions 2019 invocations", ["HashOwner", "HashApp", "HashFunction", "Trigger"],
            DemandUnit.Invocations, Identity: 3, App: 1, Prefix: "", First: 1),
        new SeriesRows("containers per minute", ["HashApp", "AverageMemMB"],
            DemandUnit.Containers, Identity: 1, App: 0, Prefix: ""),
        new SeriesRows("invocations per minute of functions",
            ["series", "sample", "total", "dur_avg_ms", "dur_p50_ms", "dur_p99_ms", "app_avg_mem_mb"],
            DemandUnit.Invocations, Identity: 1, App: 0, Prefix: "m"),
        new SeriesRows("invocations per minute of functions with triggers",
            ["function", "app", "trigger", "dur_avg_ms", "dur_p50_ms", "dur_p99_ms", "app_avg_mem_mb"],
            DemandUnit.Invocations, Identity: 2, App: 1, Prefix: "m"),
        new SeriesRows("average concurrency per minute of applications", ["app", "avg_mem_mb", "num_invocations"],
            DemandUnit.Containers, Identity: 1, App: 0, Prefix: "m"),
        new WindowRows("started containers per minute of regions", ["day", "minute"],
            DemandUnit.Containers, WindowClock.DayAndMinute),
        new WindowRows("events per time stamp", ["timestamp"], DemandUnit.Invocations, WindowClock.TimeStamp),
        new WindowRows("requests per minute", ["minute"], DemandUnit.Invocations, WindowClock.Minute, HasGap: true),
        new InvocationRows("single invocations of functions", ["func"])
    ];

    /// <summary>The columns of a header and the layout they belong to.</summary>
    /// <exception cref="TraceFormatException">No known layout has such a header.</exception>
    public static (TraceLayout Layout, string[] Columns) Recognize(string file, long line, ReadOnlySpan<byte> header)
    {
        var columns = Encoding.UTF8.GetString(header).Split(',', StringSplitOptions.TrimEntries);
        var layout = Known
            .Where(known => columns.AsSpan().StartsWith([.. known.Leading]) && known.Matches(columns))
            .MaxBy(known => known.Leading.Count);
        if (layout is null)
            throw TraceFormatException.InLine(file, line,
                $"found the header {TraceRow.Quoted(header)}; expected one of: " +
                string.Join("; ", Known.Select(known => $"{string.Join(',', known.Leading)},{known.Counts}")));
        layout.CheckCounts(file, line, columns);
        return (layout, columns);
    }

    private bool Matches(string[] columns) => this switch
    {
        WindowRows { HasGap: true } => columns.AsSpan(Leading.Count) is ["count", "gap"],
        InvocationRows => columns.AsSpan(Leading.Count) is [InvocationRows.End],
        _ => true
    };

    private void CheckCounts(string file, long line, string[] columns)
    {
        if (columns.Length == Leading.Count)
            throw TraceFormatException.InLine(file, line, $"the header ends after '{columns[^1]}'; expected {Counts}");
        if (this is not SeriesRows rows) return;

        var first = -1;
        for (var i = Leading.Count; i < columns.Length; i++)
        {
            var name = columns[i];
            var isNumbered = name.StartsWith(rows.Prefix, StringComparison.Ordinal)
                             && int.TryParse(name.AsSpan(rows.Prefix.Length), NumberStyles.None,
                                 CultureInfo.InvariantCulture, out var number)
                             && (first < 0 || number == first + i - Leading.Count);
            if (!isNumbered)
            {
                var expected = first < 0
                    ? $"the number of a minute, as in {Counts}"
                    : $"'{rows.Prefix}{first + i - Leading.Count}'";
                throw TraceFormatException.InColumn(
                    file, line, i + 1, $"found the header '{name}'; expected {expected}");
            }
            if (first < 0) first = int.Parse(name.AsSpan(rows.Prefix.Length), CultureInfo.InvariantCulture);
        }
    }
}
