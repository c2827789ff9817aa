using AquaTope.Models.Traces;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>One series, its pools, and the windows of it that are to be replayed next.</summary>
internal sealed class SeriesStretch(TraceSeries series, SeriesPools pools)
{
    private readonly PoolOutcome[] _outcomes = new PoolOutcome[pools.Of.Length];
    private readonly TimeSpan[] _times = new TimeSpan[pools.Of.Length];
    private int[] _demand = [];
    private int _silence;

    /// <summary>Whether windows have been taken and not been counted yet.</summary>
    public bool IsPending { get; private set; }

    /// <summary>Takes a block, and windows without demand from where the series was to its beginning.</summary>
    public void Take(in TraceBlock block, long firstWindow)
    {
        TakeSilence(firstWindow);
        pools.MemoryMegabytes = block.MemoryMegabytes;
        _demand = block.Containers.ToArray();
    }

    /// <summary>Takes windows without demand up to that one.</summary>
    public void TakeSilence(long untilWindow)
    {
        IsPending = true;
        _silence = (int)(untilWindow - pools.Windows);
    }

    /// <summary>Replays what was taken; touches nothing that another series has.</summary>
    public void Replay(ContenderTeams teams, ReplayLedger ledger, TimeProvider clock)
    {
        foreach (var team in teams.Members)
        {
            var start = clock.GetTimestamp();
            if (teams.Contenders[team[0]].Foresees) Foresee(team[0], ledger);
            else Decide(team, ledger);
            var time = clock.GetElapsedTime(start) / team.Length;
            foreach (var contender in team) _times[contender] += time;
        }
        pools.Advance(_silence + _demand.Length);
    }

    /// <summary>Counts what came out.</summary>
    public void Count(ReplayLedger ledger, IReadOnlyList<int> numbers)
    {
        for (var i = 0; i < _outcomes.Length; i++)
        {
            ledger.CountOutcome(numbers[i], series, pools.MemoryMegabytes, _outcomes[i]);
            ledger.CountTime(numbers[i], _times[i]);
        }
        Array.Clear(_outcomes);
        Array.Clear(_times);
        (_demand, _silence, IsPending) = ([], 0, false);
    }

    private void Decide(int[] team, ReplayLedger ledger)
    {
        for (var i = -_silence; i < _demand.Length; i++)
        {
            var needed = i < 0 ? 0 : _demand[i];
            var skipped = ledger.IsSkipped(pools.Windows + _silence + i);
            foreach (var contender in team)
            {
                var pool = pools.Of[contender];
                if (!skipped) _outcomes[contender] = _outcomes[contender].With(needed, pool.Ready);
                pool.Observe(needed);
                pool.Ready = pool.Wish(pools.MemoryMegabytes).Containers;
            }
        }
    }

    private void Foresee(int contender, ReplayLedger ledger)
    {
        for (var i = 0; i < _demand.Length; i++)
        {
            var window = pools.Windows + _silence + i;
            if (!ledger.IsSkipped(window))
                _outcomes[contender] = _outcomes[contender].With(_demand[i], window == 0 ? 0 : _demand[i]);
        }
    }
}
