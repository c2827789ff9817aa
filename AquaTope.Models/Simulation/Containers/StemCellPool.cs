using AquaTope.Models.Platform;

namespace AquaTope.Models.Simulation.Containers;

/// <summary>The prewarmed containers of one runtime kind and memory size on one invoker.</summary>
internal sealed class StemCellPool(StemCell configuration)
{
    // Rising in age alone, since all cells of a pool live equally long: the head is the earliest to expire.
    private readonly Queue<Container> _ready = new();
    private int _starting;
    private int _coldStarts;

    public StemCell Configuration { get; private set; } = configuration;

    public int Ready => _ready.Count;

    /// <summary>When the oldest ready cell expires; <see cref="long.MaxValue"/> if none does.</summary>
    public long NextExpiry => Configuration.Reactive is { } reactive && _ready.TryPeek(out var oldest)
        ? oldest.Since + reactive.TimeToLive.Ticks
        : long.MaxValue;

    /// <summary>A cell is being created.</summary>
    public void CellStarted() => _starting++;

    /// <summary>A cell is up and waits to be taken.</summary>
    public void CellReady(Container cell, long now)
    {
        _starting--;
        cell.Since = now;
        _ready.Enqueue(cell);
    }

    public bool TryTake(out Container container) => _ready.TryDequeue(out container!);

    /// <summary>Counts a cold start of an action that a cell of this pool would have fitted.</summary>
    public void CountColdStart() => _coldStarts++;

    /// <summary>
    /// A target carries no reactive settings, and #4790 replaces the whole row: from now on the pool keeps
    /// a fixed number.
    /// </summary>
    public void Reconfigure(StemCellTarget target) =>
        Configuration = Configuration with { InitialCount = target.Count, Reactive = null };

    /// <summary>
    /// How many cells the periodic check has to start, and forgets the cold starts it rests on.
    /// </summary>
    public int TakeShortfall()
    {
        var desired = Configuration.InitialCount;
        if (Configuration.Reactive is { } reactive)
            desired = _coldStarts == 0
                ? reactive.MinimumCount
                : Math.Min(
                    Math.Max(reactive.MinimumCount, _coldStarts / reactive.Threshold * reactive.Increment),
                    reactive.MaximumCount);
        _coldStarts = 0;
        return Math.Max(0, desired - Ready - _starting);
    }
}
