using AquaTope.Models.Platform;

namespace AquaTope.Models.Simulation.Containers;

/// <summary>
/// The prewarmed containers of one invoker. Taking one starts its replacement at once; a periodic check removes cells
/// that outlived their time and starts as many as the cold starts since the last check ask for.
/// </summary>
internal sealed class StemCells
{
    private readonly Invoker _invoker;
    private readonly SimulatedPlatformOptions _options;
    private readonly int _seed;
    private readonly EventQueue _events;
    private readonly StemCellPool[] _pools;
    private readonly ulong _subject;
    private long _created;
    private long _checks;

    public StemCells(Invoker invoker, SimulatedPlatformOptions options, int seed, EventQueue events)
    {
        _invoker = invoker;
        _options = options;
        _seed = seed;
        _events = events;
        _pools = [.. options.StemCells.Select(cell => new StemCellPool(cell))];
        _subject = Chance.SubjectOf($"stem cells of invoker {invoker.Index}");
    }

    /// <summary>Ready cells, one entry per pool that has any.</summary>
    public IEnumerable<StemCellTarget> Ready =>
        from pool in _pools
        where pool.Ready > 0
        select new StemCellTarget(pool.Configuration.Kind, pool.Configuration.Memory, pool.Ready);

    /// <summary>Starts the configured number of cells and the periodic check.</summary>
    public void Begin(long now)
    {
        foreach (var pool in _pools) Start(pool, pool.Configuration.InitialCount, now);
        ScheduleCheck(now);
    }

    /// <summary>Takes the cell of the pool that expires first and starts its replacement.</summary>
    public bool TryTake(int poolIndex, long now, out Container container)
    {
        if (poolIndex < 0 || !_pools[poolIndex].TryTake(out container))
        {
            container = null!;
            return false;
        }
        container.Pool = null;
        Start(_pools[poolIndex], 1, now);
        return true;
    }

    /// <summary>Notes that a container was created which a cell of the pool would have replaced.</summary>
    public void CountColdStart(int poolIndex)
    {
        if (poolIndex >= 0) _pools[poolIndex].CountColdStart();
    }

    /// <summary>The periodic check: expired cells go, missing ones are started.</summary>
    public void Check(long now)
    {
        for (var removed = 0; removed < _options.PrewarmExpirationLimit; removed++)
        {
            var oldest = _pools.MinBy(pool => pool.NextExpiry);
            if (oldest is null || oldest.NextExpiry >= now || !oldest.TryTake(out var expired)) break;
            _invoker.Destroy(expired, now);
        }
        foreach (var pool in _pools) Start(pool, pool.TakeShortfall(), now);
        ScheduleCheck(now);
        _invoker.RetryBuffer(now);
    }

    /// <summary>
    /// What #4790 does: pools that are named take the new number and pairs that are not configured are ignored; then
    /// every ready cell is removed, named or not, and every pool is filled anew beside the cells still starting.
    /// </summary>
    public void Reconfigure(IReadOnlyList<StemCellTarget> targets, long now)
    {
        foreach (var target in targets)
            Array.Find(_pools, pool => pool.Configuration.Kind == target.Kind
                                       && pool.Configuration.Memory == target.Memory)?.Reconfigure(target);
        foreach (var pool in _pools)
            while (pool.TryTake(out var container))
                _invoker.Destroy(container, now);
        foreach (var pool in _pools) Start(pool, pool.Configuration.InitialCount, now);
        _invoker.RetryBuffer(now);
    }

    // Cells that find no memory are not started, and nothing remembers them until the next check.
    private void Start(StemCellPool pool, int count, long now)
    {
        var creation = _options.ColdStarts.Of(pool.Configuration.Kind).Creation;
        for (; count > 0 && _invoker.HasRoomFor(pool.Configuration.Memory.Megabytes); count--)
        {
            var container = _invoker.Create(pool.Configuration.Memory.Megabytes, now);
            container.Pool = pool;
            pool.CellStarted();
            var duration = creation.At(Chance.Of(_seed, _subject, _created++).Normal(0));
            _events.Add(now + duration.Ticks, EventKind.StemCellReady, container.Index);
        }
    }

    private void ScheduleCheck(long now)
    {
        if (!Array.Exists(_pools, pool => pool.Configuration.Reactive is not null)) return;
        // Checks count down from -1, so that their numbers are not those of cells.
        var delay = _options.PrewarmCheckVariance * Chance.Of(_seed, _subject, --_checks).Uniform(0);
        _events.Add(now + (_options.PrewarmCheckInterval + delay).Ticks, EventKind.PrewarmCheck, _invoker.Index);
    }
}
