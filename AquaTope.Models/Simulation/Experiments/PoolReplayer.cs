using AquaTope.Models.Traces;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>
/// The pools of all series under all contenders. Of each series it keeps as many past windows as the longest history
/// asked for, and how many containers each contender has ready.
/// </summary>
internal sealed class PoolReplayer(IReadOnlyList<Contender> contenders, ReplayLedger ledger, TimeProvider clock)
{
    private const int WindowsOfSilence = 1440;

    private readonly int _history = contenders.Max(contender => contender.History);
    private readonly List<SeriesPools?> _pools = [];
    private readonly int[] _silence = new int[WindowsOfSilence];
    private int[] _demand = [];
    private int[] _ready = [];

    /// <summary>Replays a block whose first window has that number, counted from the beginning of the trace.</summary>
    public void Replay(in TraceBlock block, long firstWindow)
    {
        var pools = PoolsOf(block.Series);
        pools.MemoryMegabytes = block.MemoryMegabytes;
        PassSilence(block.Series, pools, firstWindow);
        Replay(block.Series, pools, block.Containers, block.Invocations);
    }

    /// <summary>Brings every series to the same window: those without rows had no demand until then.</summary>
    public void Pass(IReadOnlyList<TraceSeries> catalog, long untilWindow, CancellationToken cancellation)
    {
        foreach (var series in catalog)
        {
            cancellation.ThrowIfCancellationRequested();
            PassSilence(series, PoolsOf(series), untilWindow);
        }
    }

    private void PassSilence(TraceSeries series, SeriesPools pools, long untilWindow)
    {
        while (pools.Windows < untilWindow)
            Replay(series, pools, _silence.AsSpan(0, (int)Math.Min(WindowsOfSilence, untilWindow - pools.Windows)), []);
    }

    private void Replay(
        TraceSeries series, SeriesPools pools, ReadOnlySpan<int> containers, ReadOnlySpan<int> invocations)
    {
        var demand = Grown(ref _demand, pools.Remembered.Length + containers.Length);
        pools.Remembered.CopyTo(demand);
        containers.CopyTo(demand[pools.Remembered.Length..]);
        var ready = Grown(ref _ready, containers.Length + 1);

        ledger.CountDemand(series, pools, containers, invocations);
        for (var i = 0; i < contenders.Count; i++)
        {
            ready[0] = pools.Ready[i];
            var start = clock.GetTimestamp();
            contenders[i].Decide(demand, pools.Windows == 0, ready);
            var time = clock.GetElapsedTime(start);
            pools.Ready[i] = ready[^1];
            ledger.CountOutcome(i, series, pools, containers, ready, time);
        }
        pools.Advance(demand, containers.Length, _history);
    }

    private SeriesPools PoolsOf(TraceSeries series)
    {
        while (_pools.Count <= series.Index) _pools.Add(null);
        return _pools[series.Index] ??= new SeriesPools(contenders.Count);
    }

    private static Span<int> Grown(ref int[] buffer, int length)
    {
        if (buffer.Length < length) buffer = new int[length];
        return buffer.AsSpan(0, length);
    }
}
