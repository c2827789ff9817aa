using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation.Containers;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Simulation;

/// <summary>
/// A serverless platform in virtual time, one event after the other: OpenWhisk's sharding balancer in front of invokers
/// with its container pool (see <see cref="Invoker"/>). The same options, seed and calls give the same activations.
/// Not safe for concurrent use.
/// </summary>
/// <remarks>
/// A run's whole course is known once it has its container, since nothing preempts it; therefore a run costs two
/// events, its arrival and its end.
/// </remarks>
public sealed class SimulatedPlatform
{
    private readonly SimulatedPlatformOptions _options;
    private readonly int _seed;
    private readonly EventQueue _events = new();
    private readonly ContainerPool _containers = new();
    private readonly UsageMeter _usage;
    private readonly Invoker[] _invokers;
    private readonly LoadBalancer _balancer;
    private readonly Dictionary<FunctionId, int> _slotNumbers = [];
    private readonly List<ActionSlot> _slots = [];
    private long _now;
    private long _tickets;
    private bool _advancing;

    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public SimulatedPlatform(SimulatedPlatformOptions options, int seed, DateTimeOffset start)
    {
        options.Validate();
        _options = options;
        _seed = seed;
        _now = start.UtcTicks;
        _usage = new UsageMeter(_now);
        _invokers = new Invoker[options.Invokers];
        for (var i = 0; i < _invokers.Length; i++)
            _invokers[i] = new Invoker(i, options, seed, _events, _containers, _usage);
        _balancer = new LoadBalancer(_invokers);
        foreach (var invoker in _invokers) invoker.StemCells.Begin(_now);
    }

    /// <summary>
    /// Called as each activation ends, in the order of their ends and with <see cref="Now"/> at that instant. It may
    /// deploy and submit; it must not advance the time.
    /// </summary>
    public event Action<SimulatedActivation>? Completed;

    public DateTimeOffset Now => InstantOf(_now);

    /// <summary>When something happens next, or <see langword="null"/> if nothing is pending.</summary>
    public DateTimeOffset? NextEventAt => _events.Count == 0 ? null : InstantOf(_events.NextDue);

    /// <summary>What has happened since the start.</summary>
    public PlatformUsage Usage => _usage.Read(_now, _invokers.Sum(invoker => invoker.Buffered));

    /// <summary>
    /// Stem cells that are up and unused, over all invokers: one entry per kind and memory that has any.
    /// </summary>
    public IReadOnlyList<StemCellTarget> ReadyStemCells =>
    [
        .. from cell in _invokers.SelectMany(invoker => invoker.StemCells.Ready)
           group cell.Count by (cell.Kind, cell.Memory)
           into pair
           select new StemCellTarget(pair.Key.Kind, pair.Key.Memory, pair.Sum())
    ];

    /// <summary>
    /// Makes this the version that later arrivals get. Warm containers of the version before stay until they expire or
    /// are evicted, but are not used again.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The action has no memory or no time to run, or its service times make no sense.
    /// </exception>
    public void Deploy(SimulatedAction action)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(action.Resources.Memory.Megabytes, 1, nameof(action));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(action.Timeout, TimeSpan.Zero, nameof(action));
        action.Service.Validate();
        if (!_slotNumbers.TryGetValue(action.Id, out var number))
        {
            number = _slots.Count;
            _slots.Add(new ActionSlot(action.Id, Placement.Of(action.Id, _invokers.Length)));
            _slotNumbers.Add(action.Id, number);
        }
        _slots[number].Current = new DeployedAction(_slots[number], action, _options);
    }

    /// <summary>Removes a function; runs that have arrived still end. False if it was not deployed.</summary>
    public bool Remove(FunctionId id)
    {
        if (!_slotNumbers.TryGetValue(id, out var number) || _slots[number].Current is null) return false;
        _slots[number].Current = null;
        return true;
    }

    /// <summary>Lets an activation arrive at an instant not before <see cref="Now"/>; returns its ticket.</summary>
    /// <remarks>
    /// It runs the version deployed at that instant. If the function has been removed by then, or needs more memory
    /// than an invoker has, it ends at once with a platform error; OpenWhisk would let the latter block the buffer.
    /// </remarks>
    /// <exception cref="ArgumentException">The function is not deployed, or the instant is past.</exception>
    public long Submit(FunctionId action, DateTimeOffset at)
    {
        if (!_slotNumbers.TryGetValue(action, out var number) || _slots[number].Current is null)
            throw new ArgumentException($"Function {action} is not deployed.", nameof(action));
        return Submit(number, at.UtcTicks);
    }

    /// <summary>Handles everything due up to and including the instant, and makes it <see cref="Now"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is past.</exception>
    /// <exception cref="InvalidOperationException">Called from inside <see cref="Completed"/>.</exception>
    public void AdvanceTo(DateTimeOffset instant) => AdvanceTo(instant.UtcTicks);

    /// <summary>Changes how many stem cells each invoker keeps, as OpenWhisk with #4790 does.</summary>
    /// <remarks>
    /// Pairs of kind and memory without a configured stem cell are ignored. Every ready cell is removed, also of pairs
    /// not named, and created anew as far as memory allows; cells still starting stay in addition.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A count below 1, which the platform's manifest cannot express.
    /// </exception>
    public void ConfigureStemCells(IReadOnlyList<StemCellTarget> targets)
    {
        foreach (var target in targets) ArgumentOutOfRangeException.ThrowIfLessThan(target.Count, 1, nameof(targets));
        foreach (var invoker in _invokers) invoker.StemCells.Reconfigure(targets, _now);
    }

    /// <summary>The number by which <see cref="Submit(int, long)"/> knows a deployed function.</summary>
    internal int SlotOf(FunctionId id) => _slotNumbers[id];

    /// <summary>As <see cref="Submit(FunctionId, DateTimeOffset)"/>, by slot number and UTC ticks.</summary>
    internal long Submit(int slot, long at)
    {
        if (at < _now)
            throw new ArgumentOutOfRangeException(nameof(at), InstantOf(at), $"It is {Now:O} already.");
        _events.Add(at, EventKind.Arrival, slot, _tickets);
        return _tickets++;
    }

    /// <summary>As <see cref="AdvanceTo(DateTimeOffset)"/>, in UTC ticks.</summary>
    internal void AdvanceTo(long instant)
    {
        if (_advancing) throw new InvalidOperationException("The time is advancing already.");
        if (instant < _now)
            throw new ArgumentOutOfRangeException(nameof(instant), InstantOf(instant), $"It is {Now:O} already.");
        _advancing = true;
        try
        {
            while (_events.NextDue <= instant)
            {
                var next = _events.Take();
                _now = next.Due;
                Handle(next);
            }
            _now = instant;
        }
        finally
        {
            _advancing = false;
        }
    }

    private void Handle(in SimulationEvent next)
    {
        switch (next.Kind)
        {
            case EventKind.Arrival:
                Arrive(_slots[next.Subject], next.Ticket);
                break;
            case EventKind.Completion:
                Complete(_containers[next.Subject]);
                break;
            case EventKind.StemCellReady:
                var cell = _containers[next.Subject];
                cell.Pool!.CellReady(cell, _now);
                break;
            case EventKind.IdleExpiry:
                _invokers[next.Subject].ExpireIdle(_now);
                break;
            case EventKind.PrewarmCheck:
                _invokers[next.Subject].StemCells.Check(_now);
                break;
            default:
                throw new InvalidOperationException($"Unknown event {next.Kind}.");
        }
    }

    private void Arrive(ActionSlot slot, long ticket)
    {
        _usage.Invocations++;
        var occasion = slot.Arrivals++;
        if (slot.Current is not { } action)
        {
            Refuse(slot, ticket, MemorySize.FromMegabytes(0), "The requested resource does not exist.");
            return;
        }
        if (action.Megabytes > _options.UserMemory.Megabytes)
        {
            Refuse(slot, ticket, action.Definition.Resources.Memory,
                $"The action needs {action.Megabytes} MB and no invoker has more than {_options.UserMemory}.");
            return;
        }

        var run = new PendingRun(ticket, _now, action, Chance.Of(_seed, slot.Subject, occasion));
        _balancer.Choose(run).Accept(run, _now);
    }

    private void Complete(Container container)
    {
        var run = container.Run;
        var definition = container.Action!.Definition;
        if (run.Status != ActivationStatus.Success) _usage.Failures++;
        container.Invoker.Complete(container, _now);
        Completed?.Invoke(new SimulatedActivation(
            run.Ticket, definition.Id, InstantOf(run.Submitted), new TimeSpan(run.Wait),
            new TimeSpan(run.Initialization), new TimeSpan(run.Execution), run.Start, run.Status, run.Failure,
            definition.Resources.Memory));
    }

    private void Refuse(ActionSlot slot, long ticket, MemorySize memory, string reason)
    {
        _usage.Failures++;
        Completed?.Invoke(new SimulatedActivation(
            ticket, slot.Id, Now, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, StartKind.None,
            ActivationStatus.PlatformError, reason, memory));
    }

    private static DateTimeOffset InstantOf(long ticks) => new(ticks, TimeSpan.Zero);
}
