using AquaTope.Models.Simulation.Containers;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Simulation;

/// <summary>
/// One machine and its container pool, after OpenWhisk's <c>ContainerPool</c> and <c>ContainerProxy</c>. A run gets, in
/// this order: an idle container of the same action version; a stem cell of the same kind and memory; a new container
/// if memory allows; a new container in place of idle ones, longest idle first; a place at the end of the buffer.
/// </summary>
internal sealed class Invoker
{
    private readonly SimulatedPlatformOptions _options;
    private readonly EventQueue _events;
    private readonly ContainerPool _containers;
    private readonly UsageMeter _usage;
    private readonly IdleContainers _idle = new();
    private readonly Queue<PendingRun> _buffer = new();
    private readonly StemCells _stemCells;
    private readonly long _pauseGrace;
    private readonly long _idleLife;
    private int _megabytesInUse;
    private int _megabytesPromised;
    private bool _expiryPending;

    public Invoker(
        int index, SimulatedPlatformOptions options, int seed, EventQueue events, ContainerPool containers,
        UsageMeter usage)
    {
        Index = index;
        _options = options;
        _events = events;
        _containers = containers;
        _usage = usage;
        _pauseGrace = options.PauseGrace.Ticks;
        _idleLife = options.PauseGrace.Ticks + options.IdleTimeout.Ticks;
        _stemCells = new StemCells(this, options, seed, events);
    }

    public int Index { get; }

    public int Buffered => _buffer.Count;

    public StemCells StemCells => _stemCells;

    /// <summary>Whether the activations sent here, running or buffered, leave room for one of this size.</summary>
    public bool HasPermitsFor(int megabytes) => _megabytesPromised + megabytes <= _options.UserMemory.Megabytes;

    /// <summary>Whether a container of this size can be created beside those that exist.</summary>
    public bool HasRoomFor(int megabytes) => _megabytesInUse + megabytes <= _options.UserMemory.Megabytes;

    /// <summary>
    /// Takes in an activation. It waits its turn behind those that wait already, even if it would fit.
    /// </summary>
    public void Accept(in PendingRun run, long now)
    {
        _megabytesPromised += run.Action.Megabytes;
        if (_buffer.Count == 0 && TryStart(run, now)) return;
        _buffer.Enqueue(run);
        _usage.Delayed++;
    }

    /// <summary>Ends the run of a container; a failed run takes its container with it.</summary>
    public void Complete(Container container, long now)
    {
        _megabytesPromised -= container.Megabytes;
        _usage.RunEnded(container.Megabytes, now - container.Run.Assigned);
        if (container.Run.Status is ActivationStatus.Success) MakeIdle(container, now);
        else Destroy(container, now);
        RetryBuffer(now);
    }

    /// <summary>Destroys the containers that have been idle for their whole life.</summary>
    public void ExpireIdle(long now)
    {
        _expiryPending = false;
        var expired = false;
        while (_idle.LongestIdle is { } oldest && oldest.Since + _idleLife <= now)
        {
            RemoveIdle(oldest, now);
            expired = true;
        }
        ScheduleExpiry();
        if (expired) RetryBuffer(now);
    }

    /// <summary>Lets the runs at the head of the buffer start, as long as each finds a container.</summary>
    public void RetryBuffer(long now)
    {
        while (_buffer.TryPeek(out var head) && TryStart(head, now)) _buffer.Dequeue();
    }

    /// <summary>Brings a container of this size into being; it holds its memory from now on.</summary>
    public Container Create(int megabytes, long now)
    {
        var container = _containers.Rent();
        container.Invoker = this;
        container.Megabytes = megabytes;
        _megabytesInUse += megabytes;
        _usage.MemoryChanged(megabytes, now);
        return container;
    }

    public void Destroy(Container container, long now)
    {
        _megabytesInUse -= container.Megabytes;
        _usage.MemoryChanged(-container.Megabytes, now);
        _containers.Return(container);
    }

    private bool TryStart(in PendingRun run, long now)
    {
        if (TryStartWarm(run, now) || TryStartPrewarmed(run, now)) return true;
        if (!HasRoomFor(run.Action.Megabytes))
        {
            if (!HasRoomFor(run.Action.Megabytes - _idle.Megabytes)) return false;
            Evict(run.Action.Megabytes, now);
        }

        _stemCells.CountColdStart(run.Action.StemCellPoolIndex);
        Start(Create(run.Action.Megabytes, now), run, now, StartKind.Cold, resume: 0);
        return true;
    }

    private bool TryStartWarm(in PendingRun run, long now)
    {
        ref var warm = ref run.Action.WarmOn(this);
        if (warm.Top is not { } container) return false;
        warm.Remove(container);
        _idle.Remove(container);
        var resume = now - container.Since >= _pauseGrace ? _options.UnpauseTime.Ticks : 0;
        Start(container, run, now, StartKind.Warm, resume);
        return true;
    }

    private bool TryStartPrewarmed(in PendingRun run, long now)
    {
        if (!_stemCells.TryTake(run.Action.StemCellPoolIndex, now, out var container)) return false;
        Start(container, run, now, StartKind.Prewarmed, resume: 0);
        return true;
    }

    private void Start(Container container, in PendingRun run, long now, StartKind start, long resume)
    {
        container.Action = run.Action;
        container.Run = run.Action.Plan(run, now, start, resume);
        _usage.CountStart(start);
        _events.Add(container.Run.End, EventKind.Completion, container.Index);
    }

    private void MakeIdle(Container container, long now)
    {
        container.Since = now;
        container.Action!.WarmOn(this).Push(container);
        _idle.Add(container);
        ScheduleExpiry();
    }

    // Containers go until they free as much as is needed; room that was left beside them spares none. OpenWhisk would
    // evict, and then exceed its memory, also where all idle containers together do not make enough room.
    private void Evict(int megabytes, long now)
    {
        for (var freed = 0; freed < megabytes && _idle.LongestIdle is { } oldest;)
        {
            freed += oldest.Megabytes;
            RemoveIdle(oldest, now);
            _usage.Evictions++;
        }
    }

    private void RemoveIdle(Container container, long now)
    {
        container.Action!.WarmOn(this).Remove(container);
        _idle.Remove(container);
        Destroy(container, now);
    }

    // One event per invoker stands for all timers: whoever has been idle longest expires first. If that container is
    // used in the meantime the event finds nothing to do and moves on to the next.
    private void ScheduleExpiry()
    {
        if (_expiryPending || _idle.LongestIdle is not { } oldest) return;
        _expiryPending = true;
        _events.Add(oldest.Since + _idleLife, EventKind.IdleExpiry, Index);
    }
}
