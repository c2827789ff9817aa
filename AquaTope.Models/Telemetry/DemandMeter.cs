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

    private readonly SortedList<long, OpenWindow> _open = new(MaxOpenWindows);
    private readonly HashSet<long> _countedBeyond = [];
    private long _countedThrough;
    private long _highest;
    private long? _lastClosed;

    /// <summary>Invocations counted in windows that are still open.</summary>
    public int OpenInvocations => _open.Values.Sum(window => window.Sequences.Count);

    /// <summary>Of these, the ones that waited for a container to be created.</summary>
    public int OpenColdStarts => _open.Values.Sum(window => window.ColdStarts);

    /// <summary>Takes over what was counted before a restart.</summary>
    public void Resume(WindowIndex lastClosed, long countedThrough, IReadOnlyList<long> countedBeyond)
    {
        _lastClosed = lastClosed.Value;
        _countedThrough = countedThrough;
        _highest = countedThrough;
        _countedBeyond.Clear();
        foreach (var sequence in countedBeyond)
        {
            _countedBeyond.Add(sequence);
            _highest = Math.Max(_highest, sequence);
        }
    }

    /// <summary>
    /// Counts an invocation in the window of its arrival, or in the oldest open one when it comes too late for that.
    /// Answers <see langword="false"/> for a report that has been counted before.
    /// </summary>
    public bool Record(SequencedInvocation report)
    {
        if (report.Sequence <= _countedThrough || _countedBeyond.Contains(report.Sequence)) return false;

        var invocation = report.Invocation;
        var home = Open(length.IndexOf(invocation.Arrival).Value);
        home.Sequences.Add(report.Sequence);
        if (invocation.IsColdStart) home.ColdStarts++;
        Occupy(invocation.Arrival, invocation.End);
        _highest = Math.Max(_highest, report.Sequence);
        return true;
    }

    /// <summary>
    /// Closes every window up to and including the given one; those without invocations are not listed.
    /// </summary>
    public IReadOnlyList<ClosedWindow> CloseThrough(WindowIndex window)
    {
        if (_lastClosed >= window.Value) return [];

        var closed = new List<ClosedWindow>();
        while (_open.Count > 0 && _open.GetKeyAtIndex(0) is var index && index <= window.Value)
        {
            var open = _open.GetValueAtIndex(0);
            _open.RemoveAt(0);
            if (open.Sequences.Count == 0 && open.Demand == 0) continue;
            foreach (var sequence in open.Sequences) _countedBeyond.Add(sequence);
            AdvanceCountedThrough();
            closed.Add(new ClosedWindow(
                new WindowIndex(index), open.Sequences.Count, open.ColdStarts, open.Demand, _countedThrough,
                [.. _countedBeyond.Order()]));
        }
        _lastClosed = window.Value;
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

    // A report that is still in an open window must be counted again after a restart, so the mark stays below it.
    private void AdvanceCountedThrough()
    {
        var firstOpen = _open.Values.SelectMany(window => window.Sequences).DefaultIfEmpty(long.MaxValue).Min();
        _countedThrough = Math.Max(_countedThrough, Math.Min(firstOpen - 1, _highest));
        _countedBeyond.RemoveWhere(sequence => sequence <= _countedThrough);
    }

    private sealed class OpenWindow
    {
        private readonly double[] _busy = new double[SlotsPerWindow];

        public List<long> Sequences { get; } = [];

        public int ColdStarts { get; set; }

        public int Demand
        {
            get
            {
                var peak = _busy.Max();
                return peak == 0 && Sequences.Count == 0 ? 0 : Math.Max(1, (int)Math.Ceiling(peak - 1e-9));
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
