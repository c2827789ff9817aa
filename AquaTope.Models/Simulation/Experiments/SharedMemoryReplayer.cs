using System.Runtime.InteropServices;
using AquaTope.Models.Pools;
using AquaTope.Models.Traces;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>
/// The pools of all series under all contenders, replayed window by window, since they share the memory in which
/// containers are held ready, divided after each window by <see cref="MemoryDivision"/>, or are forecast together.
/// </summary>
/// <remarks>
/// The windows of one file are held until its end, those with demand alone. Only containers held ready count against
/// the budget: what a request starts is started.
/// </remarks>
internal sealed class SharedMemoryReplayer : IPoolReplayer
{
    private readonly ContenderTeams _teams;
    private readonly IReadOnlyList<int> _numbers;
    private readonly ReplayLedger _ledger;
    private readonly TimeProvider _clock;
    private readonly double _budgetMegabytes;
    private readonly FleetForecaster[] _forecasters;
    private readonly List<SharedSeries> _series = [];
    private long _windows;

    /// <param name="contenders">Who decides.</param>
    /// <param name="numbers">The ledger's number of each.</param>
    /// <param name="ledger">What counts.</param>
    /// <param name="clock">What decisions are timed with.</param>
    /// <param name="budgetMegabytes">The memory that all series share; infinite where there is enough.</param>
    public SharedMemoryReplayer(
        IReadOnlyList<Contender> contenders, IReadOnlyList<int> numbers, ReplayLedger ledger, TimeProvider clock,
        double budgetMegabytes)
    {
        _teams = new ContenderTeams(contenders);
        _numbers = numbers;
        _ledger = ledger;
        _clock = clock;
        _budgetMegabytes = budgetMegabytes;
        _forecasters = [.. contenders.Select(contender => contender.Forecaster).OfType<FleetForecaster>().Distinct()];
    }

    private IReadOnlyList<Contender> Contenders => _teams.Contenders;

    public void Replay(in TraceBlock block, long firstWindow)
    {
        var shared = Of(block.Series);
        shared.Pools.MemoryMegabytes = block.MemoryMegabytes;
        for (var i = 0; i < block.Containers.Length; i++)
            if (block.Containers[i] > 0)
                shared.Busy.Add((firstWindow + i, block.Containers[i]));
    }

    public void Pass(IReadOnlyList<TraceSeries> catalog, long untilWindow, CancellationToken cancellation)
    {
        foreach (var series in catalog) Of(series);
        var demand = new int[_series.Count];
        var next = new int[_series.Count];
        var wishes = new PoolWish[_series.Count];
        var granted = new int[_series.Count];
        ReadDemand(_windows, demand);
        if (_windows > 0)
            for (var i = 0; i < Contenders.Count; i++)
                if (Contenders[i].Foresees)
                    Decide(i, demand, wishes, granted);
        for (; _windows < untilWindow; _windows++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadDemand(_windows + 1, next);
            foreach (var forecaster in _forecasters) Forecast(forecaster, demand, cancellation);
            for (var i = 0; i < Contenders.Count; i++)
            {
                Count(i, demand);
                Decide(i, Contenders[i].Foresees ? next : demand, wishes, granted);
            }
            (demand, next) = (next, demand);
        }
        foreach (var series in _series) series.Forget();
    }

    private void Forecast(FleetForecaster forecaster, int[] demand, CancellationToken cancellation)
    {
        var start = _clock.GetTimestamp();
        forecaster.Observe(demand, cancellation);
        var told = Enumerable.Range(0, Contenders.Count).Where(i => Contenders[i].Forecaster == forecaster).ToArray();
        var time = _clock.GetElapsedTime(start) / told.Length;
        foreach (var contender in told) _ledger.CountTime(_numbers[contender], time);
    }

    private void Count(int contender, int[] demand)
    {
        if (_ledger.IsSkipped(_windows)) return;
        for (var i = 0; i < demand.Length; i++)
        {
            var pools = _series[i].Pools;
            _ledger.CountOutcome(
                _numbers[contender], _series[i].Series, pools.MemoryMegabytes,
                default(PoolOutcome).With(demand[i], pools.Of[contender].Ready));
        }
    }

    private void Decide(int contender, int[] told, PoolWish[] wishes, int[] granted)
    {
        var start = _clock.GetTimestamp();
        var forecaster = Contenders[contender].Forecaster;
        for (var i = 0; i < wishes.Length; i++)
        {
            var pool = _series[i].Pools.Of[contender];
            pool.Observe(told[i]);
            wishes[i] = pool.Wish(_series[i].Pools.MemoryMegabytes, forecaster?.Of(i));
        }
        MemoryDivision.Divide(wishes, _budgetMegabytes, granted);
        for (var i = 0; i < granted.Length; i++) _series[i].Pools.Of[contender].Ready = granted[i];
        _ledger.CountTime(_numbers[contender], _clock.GetElapsedTime(start));
    }

    private void ReadDemand(long window, int[] demand)
    {
        for (var i = 0; i < demand.Length; i++) demand[i] = _series[i].DemandOf(window);
    }

    private SharedSeries Of(TraceSeries series)
    {
        while (_series.Count <= series.Index) _series.Add(null!);
        return CollectionsMarshal.AsSpan(_series)[series.Index] ??=
            new SharedSeries(series, new SeriesPools(_teams));
    }

    /// <summary>One series, its pools, and its windows with demand in the file that is being replayed.</summary>
    private sealed class SharedSeries(TraceSeries series, SeriesPools pools)
    {
        private int _at;

        public TraceSeries Series { get; } = series;

        public SeriesPools Pools { get; } = pools;

        public List<(long Window, int Demand)> Busy { get; } = [];

        /// <summary>Asked for windows in order.</summary>
        public int DemandOf(long window)
        {
            if (_at < Busy.Count && Busy[_at].Window < window) _at++;
            return _at < Busy.Count && Busy[_at].Window == window ? Busy[_at].Demand : 0;
        }

        public void Forget()
        {
            Busy.Clear();
            _at = 0;
        }
    }
}
