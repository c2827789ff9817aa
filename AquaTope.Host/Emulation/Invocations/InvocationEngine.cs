using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Simulation;

namespace AquaTope.Host.Emulation.Invocations;

/// <summary>
/// Invocations in the platform's time. One lock guards the simulator; whoever holds it first catches up with the clock.
/// A timer wakes at the simulator's next event, so a clock that is advanced by hand carries the platform with it. Safe
/// to call concurrently.
/// </summary>
internal sealed class InvocationEngine : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly SimulatedPlatform _simulator;
    private readonly ActivationRunner _runner;
    private readonly ITimer _alarm;
    private readonly PriorityQueue<ParkedRequest, DateTimeOffset> _deadlines = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _parkWatchers = [];
    private int _parked;

    public InvocationEngine(
        TimeProvider time, SimulatedPlatform simulator, ActionResolver actions, int seed,
        Action<ActivationRecord> record)
    {
        _time = time;
        _simulator = simulator;
        _runner = new ActivationRunner(simulator, actions, seed, record);
        _alarm = time.CreateTimer(_ => CatchUp(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        CatchUp();
    }

    /// <summary>Blocking requests that wait for their activation's end.</summary>
    public int ParkedRequests
    {
        get { lock (_gate) return _parked; }
    }

    /// <summary>Stem cells that are up and unused.</summary>
    public IReadOnlyList<StemCellTarget> ReadyStemCells => Locked(() => _simulator.ReadyStemCells);

    public PlatformUsage Usage => Locked(() => _simulator.Usage);

    public DateTimeOffset Now => Locked(() => _simulator.Now);

    public DateTimeOffset? NextEventAt => Locked(() => _simulator.NextEventAt);

    public int InFlight => Locked(() => _runner.InFlight);

    public ActivationId NewId() => Locked(_runner.NewId);

    public void ConfigureStemCells(IReadOnlyList<StemCellTarget> targets) => Locked(() =>
    {
        _simulator.ConfigureStemCells(targets);
        return true;
    });

    /// <summary>Starts an activation and does not wait for it.</summary>
    public ActivationId Invoke(ResolvedAction action, JsonElement payload) =>
        Locked(() => _runner.Start(action, payload, _ => { }));

    /// <summary>
    /// Starts an activation and waits for its record, for at most <paramref name="patience"/> of the platform's time:
    /// after that the record is <see langword="null"/> and the activation goes on.
    /// </summary>
    public async Task<(ActivationId Id, ActivationRecord? Record)> InvokeAndWaitAsync(
        ResolvedAction action, JsonElement payload, TimeSpan patience)
    {
        var request = new ParkedRequest();
        var id = Locked(() =>
        {
            Park(request, patience);
            return _runner.Start(action, payload, record => Unpark(request, record));
        });
        return (id, await request.Answered);
    }

    /// <summary>Ends when at least so many blocking requests wait at the same time.</summary>
    public Task WhenParkedAsync(int count)
    {
        lock (_gate)
        {
            if (_parked >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _parkWatchers.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>
    /// Lets everything happen that is due by now. The platform's own timer does so too; this is for who cannot wait.
    /// </summary>
    public void CatchUp() => Locked(() => true);

    /// <summary>Answers everyone who waits as if their patience had ended, so that the server can stop.</summary>
    public void ReleaseParked()
    {
        lock (_gate)
            while (_deadlines.TryDequeue(out var request, out _))
                Unpark(request, record: null);
    }

    public void Dispose() => _alarm.Dispose();

    private T Locked<T>(Func<T> action)
    {
        lock (_gate)
        {
            CatchUp(_time.GetUtcNow());
            var result = action();
            SetAlarm();
            return result;
        }
    }

    // What ends at the very instant a request's patience does is still its answer, so time stops at each deadline.
    private void CatchUp(DateTimeOffset instant)
    {
        while (_deadlines.TryPeek(out var request, out var deadline) && deadline <= instant)
        {
            if (deadline >= _simulator.Now) _simulator.AdvanceTo(deadline);
            _deadlines.Dequeue();
            Unpark(request, record: null);
        }
        // Also for the instant it is already: what was submitted in it has not arrived yet.
        if (instant >= _simulator.Now) _simulator.AdvanceTo(instant);
    }

    private void SetAlarm()
    {
        var next = _simulator.NextEventAt;
        if (_deadlines.TryPeek(out _, out var deadline) && (next is null || deadline < next)) next = deadline;
        _alarm.Change(
            next is { } due ? due - _simulator.Now : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Park(ParkedRequest request, TimeSpan patience)
    {
        _deadlines.Enqueue(request, _simulator.Now + patience);
        _parked++;
        foreach (var watcher in _parkWatchers.FindAll(watcher => watcher.Count <= _parked)) watcher.Reached.SetResult();
        _parkWatchers.RemoveAll(watcher => watcher.Count <= _parked);
    }

    private void Unpark(ParkedRequest request, ActivationRecord? record)
    {
        if (request.TryAnswer(record)) _parked--;
    }
}
