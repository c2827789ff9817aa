using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Telemetry;

/// <summary>
/// Turns the invocations of windows still open into counts and demand. Demand is concurrency, not counts: a window is
/// cut into slots, the busy time in each slot over the slot's length is the mean number of busy containers there
/// (Little's law), and the window needs as many containers as its busiest slot, at least one if anything ran.
/// Mutable and volatile: it belongs to one actor, and what it holds is gone with it until reports are read back.
/// </summary>
public sealed class DemandMeter(WindowLength length)
{
    /// <summary>Slots per window; one second each for windows of a minute.</summary>
    public const int SlotsPerWindow = 60;

    /// <summary>
    /// Windows open at once. A report of yet another one, by a clock that is wrong, counts in the last of them.
    /// </summary>
    public const int MaxOpenWindows = 8;

    /// <summary>
    /// Activations remembered by their ids. One that two sources tell of counts once while it is among them.
    /// </summary>
    public const int RecentActivations = 8192;

    private readonly SortedList<long, OpenWindow> _open = new(MaxOpenWindows);
    private readonly Dictionary<ReportSource, SourceTally> _sources = [];
    private readonly RecentIds _recent = new(RecentActivations);
    private long? _lastClosed;

    /// <summary>Invocations counted in windows that are still open.</summary>
    public int OpenInvocations => _open.Values.Sum(window => window.Reports.Count);

    /// <summary>Of these, the ones that waited for a container to be created.</summary>
    public int OpenColdStarts => _open.Values.Sum(window => window.ColdStarts);

    /// <summary>Takes over what was counted before a restart.</summary>
    public void Resume(WindowIndex lastClosed, IReadOnlyList<SourceMark> counted)
    {
        _lastClosed = lastClosed.Value;
        _sources.Clear();
        foreach (var mark in counted) _sources.Add(mark.Source, SourceTally.Of(mark));
    }

    /// <summary>
    /// How far the source's reports have come in, those in open windows included; 0 for a source that is not known.
    /// </summary>
    public long ReceivedThrough(ReportSource source) => _sources.GetValueOrDefault(source)?.Received ?? 0;

    /// <summary>
    /// Counts an invocation in the window of its arrival, or in the oldest open one when it comes too late for that.
    /// Answers <see langword="false"/> for a report that has been counted before, from this source or another.
    /// </summary>
    public bool Record(ReportSource source, SequencedInvocation report)
    {
        if (!_sources.TryGetValue(source, out var tally)) _sources.Add(source, tally = new SourceTally(source));
        var isNew = tally.Receive(report.Sequence);

        // Also the ids of reports that were counted before a restart are learned, as far as they are sent again.
        var invocation = report.Invocation;
        var isFirst = _recent.Add(invocation.Id);
        if (!isNew) return false;
        if (!isFirst)
        {
            tally.Conclude(report.Sequence);
            return false;
        }

        var home = Open(length.IndexOf(invocation.Arrival).Value);
        home.Reports.Add((tally, report.Sequence));
        if (invocation.IsColdStart) home.ColdStarts++;
        Occupy(invocation.Arrival, invocation.End);
        return true;
    }

    /// <summary>
    /// Takes an activation for no demand: its report, where it has not been counted yet, counts for nothing. Holds for
    /// the latest <see cref="RecentActivations"/> ids.
    /// </summary>
    public void Disregard(ActivationId activation) => _recent.Add(activation);

    /// <summary>
    /// Closes every window up to and including the given one. Those are listed that had
    /// invocations or with which a mark moved.
    /// </summary>
    public IReadOnlyList<ClosedWindow> CloseThrough(WindowIndex window)
    {
        if (_lastClosed >= window.Value) return [];

        var closed = new List<ClosedWindow>();
        while (_open.Count > 0 && _open.GetKeyAtIndex(0) is var index && index <= window.Value)
        {
            var open = _open.GetValueAtIndex(0);
            _open.RemoveAt(0);
            if (open.Reports.Count == 0 && open.Demand == 0) continue;
            foreach (var (tally, sequence) in open.Reports) tally.Conclude(sequence);
            closed.Add(new ClosedWindow(
                new WindowIndex(index), open.Reports.Count, open.ColdStarts, open.Demand, AdvanceMarks()));
        }
        _lastClosed = window.Value;

        // Reports that another source had told before move marks without any window of their own.
        if (AdvanceMarks() is { Count: > 0 } moved) closed.Add(new ClosedWindow(window, 0, 0, 0, moved));
        return closed;
    }

    private OpenWindow Open(long index)
    {
        var own = Math.Max(index, _lastClosed + 1 ?? long.MinValue);
        if (_open.TryGetValue(own, out var window)) return window;
        if (_open.Count >= MaxOpenWindows) return _open.GetValueAtIndex(_open.Count - 1);
        _open[own] = window = new OpenWindow();
        return window;
    }

    private void Occupy(DateTimeOffset from, DateTimeOffset to)
    {
        var last = length.IndexOf(to).Value;
        var first = Math.Max(length.IndexOf(from).Value, _lastClosed + 1 ?? long.MinValue);
        for (var index = first; index <= last && index < first + MaxOpenWindows; index++)
        {
            var start = length.StartOf(new WindowIndex(index));
            Open(index).Occupy(
                (from - start).TotalSeconds / length.Seconds, (to - start).TotalSeconds / length.Seconds);
        }
    }

    private List<SourceMark> AdvanceMarks()
    {
        var firstOpen = new Dictionary<SourceTally, long>();
        foreach (var (tally, sequence) in _open.Values.SelectMany(window => window.Reports))
            firstOpen[tally] = Math.Min(sequence, firstOpen.GetValueOrDefault(tally, long.MaxValue));
        return
        [
            .. _sources.Values.Select(tally => tally.Advance(firstOpen.GetValueOrDefault(tally, long.MaxValue)))
                .OfType<SourceMark>()
        ];
    }

    private sealed class OpenWindow
    {
        private readonly double[] _busy = new double[SlotsPerWindow];

        public List<(SourceTally Source, long Sequence)> Reports { get; } = [];

        public int ColdStarts { get; set; }

        public int Demand
        {
            get
            {
                var peak = _busy.Max();
                return peak == 0 && Reports.Count == 0 ? 0 : Math.Max(1, (int)Math.Ceiling(peak - 1e-9));
            }
        }

        /// <summary>Adds busy time between two points given as shares of the window.</summary>
        public void Occupy(double from, double to)
        {
            from = Math.Clamp(from, 0, 1) * SlotsPerWindow;
            to = Math.Clamp(to, 0, 1) * SlotsPerWindow;
            for (var slot = (int)from; slot < SlotsPerWindow && slot < to; slot++)
                _busy[slot] += Math.Min(to, slot + 1) - Math.Max(from, slot);
        }
    }
}
