using System.Security.Cryptography;
using System.Text;
using Akka.Actor;
using AquaTope.Actors.Observation;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Demo;

/// <summary>
/// What the node decided, in the order of the subjects within each window, and which windows are decided.
/// </summary>
internal sealed class DecisionLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WindowIndex> _decided = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];
    private readonly List<string> _lines = [];

    /// <summary>Decisions of closed windows.</summary>
    public int Count
    {
        get { lock (_lock) return _lines.Count; }
    }

    /// <summary>All decisions of closed windows.</summary>
    public IReadOnlyList<string> Lines
    {
        get { lock (_lock) return [.. _lines]; }
    }

    /// <summary>The newest decisions, oldest first.</summary>
    public IReadOnlyList<string> Latest(int count)
    {
        lock (_lock) return [.. _lines.TakeLast(count)];
    }

    /// <summary>SHA-256 over all decisions: two runs that decided the same have the same.</summary>
    public string Digest()
    {
        lock (_lock)
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', _lines))));
    }

    /// <summary>Whether so many functions have decided the window.</summary>
    public bool IsDecided(WindowIndex window, int functions)
    {
        lock (_lock) return _decided.Values.Count(decided => decided >= window) >= functions;
    }

    /// <summary>
    /// Files what was decided since the last call. Actors decide side by side, so within a window the order is that of
    /// the text, which is the same in every run.
    /// </summary>
    public void CloseWindow()
    {
        lock (_lock)
        {
            _lines.AddRange(_open.Order(StringComparer.Ordinal));
            _open.Clear();
        }
    }

    private void Add(Observed observed)
    {
        lock (_lock)
        {
            if (observed is Observed.FunctionDecided decided) _decided[decided.Function.Value] = decided.Window;
            if (observed.Describe() is { } text) _open.Add($"{text.Kind} {text.Subject}: {text.Reason}");
        }
    }

    /// <summary>Feeds a log from a node's event stream.</summary>
    public sealed class Listener : ReceiveActor
    {
        public Listener(DecisionLog log) => Receive<Observed>(log.Add);

        public static Props Props(DecisionLog log) => Akka.Actor.Props.Create(() => new Listener(log));

        protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(Observed));
    }
}
