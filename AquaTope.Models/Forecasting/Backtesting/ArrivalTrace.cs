using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Traces;

namespace AquaTope.Models.Forecasting.Backtesting;

/// <summary>The series of a trace, whole: what its files count per window, invocations or containers.</summary>
/// <param name="Window">The length of a window.</param>
/// <param name="Series">The series, in order of first appearance.</param>
public sealed record ArrivalTrace(WindowLength Window, IReadOnlyList<ObservedSeries> Series)
{
    /// <summary>Reads all files, which follow on each other in time.</summary>
    /// <remarks>
    /// A series that a file does not have had no demand in its time. Windows are counted from the beginning of the
    /// trace.
    /// </remarks>
    /// <param name="files">At least one file.</param>
    /// <param name="isWanted">Whether the series of that name is kept.</param>
    /// <param name="progress">Told now and then how many bytes of the files have been read.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    /// <exception cref="TraceFormatException">A file is malformed, or files do not belong together.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ArrivalTrace Read(
        IReadOnlyList<string> files, Func<string, bool> isWanted, IProgress<long>? progress = null,
        CancellationToken cancellation = default)
    {
        var catalog = new SeriesCatalog();
        var collected = new OrderedDictionary<int, Collected>();
        WindowLength? window = null;
        DemandUnit? unit = null;
        long read = 0;
        var windows = 0;
        foreach (var file in files)
        {
            using var reader = TraceReader.Open(file, catalog, TraceDefaults.Azure2019);
            window ??= reader.Window;
            unit ??= reader.Unit;
            if (reader.Window != window || reader.Unit != unit)
                throw TraceFormatException.InFile(file, $"its windows or what it counts are not those of {files[0]}");
            while (reader.TryRead(out var block))
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(read + reader.BytesRead);
                if (!isWanted(block.Series.Name)) continue;
                if (!collected.TryGetValue(block.Series.Index, out var series))
                    collected.Add(block.Series.Index, series = new Collected(block.Series.Name, block.Series.Trigger));
                series.Append(block, windows + block.FirstWindow);
            }
            windows += reader.Windows;
            read += reader.BytesRead;
        }
        if (window is null) throw new ArgumentException("A trace has at least one file.", nameof(files));
        return new ArrivalTrace(window.Value, [.. collected.Select(series => series.Value.Close(series.Key, windows))]);
    }

    /// <summary>Its beginning: no more than so many series, and of each no more than so many windows.</summary>
    public ArrivalTrace Beginning(int series, int windows) => this with
    {
        Series = [.. Series.Take(series).Select(one => one.Beginning(windows))]
    };

    private sealed class Collected(string name, TriggerKind? trigger)
    {
        private readonly List<int> _demand = [];
        private readonly List<bool> _unobserved = [];

        public void Append(in TraceBlock block, int first)
        {
            Pad(first);
            _demand.AddRange(block.Invocations.IsEmpty ? block.Containers : block.Invocations);
            _unobserved.AddRange(block.Unobserved);
            Pad(_demand.Count);
        }

        public ObservedSeries Close(int index, int windows)
        {
            Pad(windows);
            return new ObservedSeries(
                FunctionId.Parse($"trace/series-{index}"), name, new WindowIndex(0), _demand.ToArray(),
                _unobserved.Contains(true) ? _unobserved.ToArray() : ReadOnlyMemory<bool>.Empty)
            {
                Trigger = trigger
            };
        }

        private void Pad(int windows)
        {
            while (_demand.Count < windows) _demand.Add(0);
            while (_unobserved.Count < _demand.Count) _unobserved.Add(false);
        }
    }
}
