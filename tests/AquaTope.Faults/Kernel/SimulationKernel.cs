using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Dispatch;
using AquaTope.Models;

namespace AquaTope.Faults.Kernel;

/// <summary>
/// The one loop in which everything happens: actors handle a message each in an order that the seed decides, and when
/// none has anything to handle, virtual time jumps to the next event. It belongs to a thread and to one actor system,
/// and runs one simulation after the other.
/// </summary>
internal sealed class SimulationKernel
{
    private static readonly DateTimeOffset Epoch = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [ThreadStatic]
    private static SimulationKernel? _ofThread;

    private readonly PriorityQueue<TimedEvent, (long Ticks, long Order)> _events = new();
    private readonly List<(string Name, IRunnable Work)> _ready = [];
    private readonly ConditionalWeakTable<IRunnable, string> _names = [];
    private ulong _seed;
    private long _turns;
    private long _order;

    /// <summary>The kernel of the calling thread, which its dispatchers, scheduler and journal find here.</summary>
    public static SimulationKernel OfThread =>
        _ofThread ?? throw new InvalidOperationException("No simulation runs on this thread.");

    public DateTimeOffset Now { get; private set; } = Epoch;

    /// <summary>Messages and events handled since the simulation began.</summary>
    public long Steps { get; private set; }

    /// <summary>A hash over everything that happened, in order: equal digests mean equal runs.</summary>
    public ulong Digest { get; private set; }

    /// <summary>Told of every line of the trace, where somebody wants it.</summary>
    public Action<string>? Trace { get; set; }

    /// <summary>What simulations keep in this kernel beside the loop: its journal.</summary>
    public JournalContents Journal { get; private set; } = new();

    public static SimulationKernel ClaimThread() => _ofThread = new SimulationKernel();

    /// <summary>Forgets the simulation before and begins another.</summary>
    public void Begin(ulong seed)
    {
        _events.Clear();
        _ready.Clear();
        _seed = seed;
        (_turns, _order) = (0, 0);
        (Now, Steps, Digest) = (Epoch, 0, 0xCBF29CE484222325UL);
        Journal = new JournalContents();
        Trace = null;
    }

    /// <summary>An actor's mailbox has something to handle.</summary>
    public void Enqueue(IRunnable work)
    {
        var name = NameOf(work);

        // Kept in the order of names: which of several were woken first by one step may
        // depend on a hash table of strings.
        var at = _ready.Count;
        while (at > 0 && string.CompareOrdinal(_ready[at - 1].Name, name) > 0) at--;
        _ready.Insert(at, (name, work));
    }

    /// <summary>Lets something happen after a while; disposing takes it back.</summary>
    public TimedEvent After(TimeSpan delay, Action action)
    {
        var at = Now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero);
        var timed = new TimedEvent(at, action);
        _events.Enqueue(timed, (at.UtcTicks, _order++));
        return timed;
    }

    /// <summary>Lets things happen until the instant has come and everything caused before it is handled.</summary>
    /// <exception cref="LivelockException">So many steps did not bring it to rest.</exception>
    public void RunUntil(DateTimeOffset instant, long mostSteps)
    {
        var most = Steps + mostSteps;
        while (true)
        {
            if (_ready.Count > 0) RunOne();
            else if (_events.TryPeek(out _, out var next) && next.Ticks <= instant.UtcTicks) Fire(_events.Dequeue());
            else break;
            if (Steps > most) throw new LivelockException(Steps, Now);
        }
        Now = instant;
    }

    /// <summary>Handles what can be handled without time passing.</summary>
    public void Settle(long mostSteps = 1_000_000) => RunUntil(Now, mostSteps);

    /// <summary>Notes what happened in the digest, and with its details in the trace.</summary>
    public void Note(string what, object? details = null)
    {
        Digest = StableHash.Of(what, (long)Digest, Now.UtcTicks);
        Trace?.Invoke($"{Now:HH:mm:ss.fff} {what}{(details is null ? "" : ": ")}{details}");
    }

    private void RunOne()
    {
        Steps++;
        var at = _ready.Count == 1 ? 0 : (int)(Next() % (ulong)_ready.Count);
        var (name, work) = _ready[at];
        _ready.RemoveAt(at);
        Digest = StableHash.Of(name, (long)Digest, at);
        work.Run();
    }

    private void Fire(TimedEvent timed)
    {
        if (timed.At > Now) Now = timed.At;
        if (timed.IsCancelled) return;
        Steps++;
        timed.Run();
    }

    private ulong Next() => StableHash.Of("turn", (long)_seed, ++_turns);

    private string NameOf(IRunnable work) => work is Mailbox mailbox
        ? _names.GetValue(work, _ => NameOf(ActorOf(mailbox).Self.Path.ToStringWithoutAddress()))
        : "~";

    // Akka counts its own actors through all systems of a process.
    private static string NameOf(string path) =>
        path.StartsWith("/system/", StringComparison.Ordinal) ? path.TrimEnd("0123456789".ToCharArray()) : path;

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Actor")]
    private static extern ActorCell ActorOf(Mailbox mailbox);
}
