using AquaTope.Models.Traces;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>
/// The pools of all series under some contenders, replayed series by series: each contender as if it had the platform
/// to itself.
/// </summary>
/// <remarks>
/// Series have nothing to do with each other: some are collected and then replayed by several workers at once. What
/// came out is counted in the order of the trace, so that the sums do not depend on who was first.
/// </remarks>
internal sealed class PoolReplayer : IPoolReplayer
{
    private const int MostPending = 64;

    private readonly ContenderTeams _teams;
    private readonly IReadOnlyList<int> _numbers;
    private readonly ReplayLedger _ledger;
    private readonly ParallelOptions _workers;
    private readonly TimeProvider _clock;
    private readonly List<SeriesStretch?> _series = [];
    private readonly List<SeriesStretch> _pending = [];

    /// <param name="contenders">Who decides.</param>
    /// <param name="numbers">The ledger's number of each.</param>
    /// <param name="ledger">What counts.</param>
    /// <param name="clock">What decisions are timed with.</param>
    /// <param name="workers">How many series are replayed at once.</param>
    public PoolReplayer(
        IReadOnlyList<Contender> contenders, IReadOnlyList<int> numbers, ReplayLedger ledger, TimeProvider clock,
        int workers)
    {
        _teams = new ContenderTeams(contenders);
        _numbers = numbers;
        _ledger = ledger;
        _clock = clock;
        _workers = new ParallelOptions { MaxDegreeOfParallelism = workers };
    }

    public void Replay(in TraceBlock block, long firstWindow)
    {
        var stretch = StretchOf(block.Series);
        if (stretch.IsPending) Settle();
        stretch.Take(block, firstWindow);
        Add(stretch);
    }

    public void Pass(IReadOnlyList<TraceSeries> catalog, long untilWindow, CancellationToken cancellation)
    {
        Settle();
        foreach (var series in catalog)
        {
            cancellation.ThrowIfCancellationRequested();
            var stretch = StretchOf(series);
            stretch.TakeSilence(untilWindow);
            Add(stretch);
        }
        Settle();
    }

    private void Add(SeriesStretch stretch)
    {
        _pending.Add(stretch);
        if (_pending.Count == MostPending) Settle();
    }

    private void Settle()
    {
        Parallel.For(0, _pending.Count, _workers, i => _pending[i].Replay(_teams, _ledger, _clock));
        foreach (var stretch in _pending) stretch.Count(_ledger, _numbers);
        _pending.Clear();
    }

    private SeriesStretch StretchOf(TraceSeries series)
    {
        while (_series.Count <= series.Index) _series.Add(null);
        return _series[series.Index] ??= new SeriesStretch(series, new SeriesPools(_teams));
    }
}
