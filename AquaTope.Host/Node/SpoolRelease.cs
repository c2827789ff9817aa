using Akka.Actor;
using AquaTope.Actors.Observation;
using AquaTope.Host.Ingestion;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Node;

/// <summary>
/// Lets the spool forget what every function has written down. A report routed before a window closed lies, at the
/// latest, in the last window open then; once every function has decided a window beyond that one, all of them have
/// journaled it. It is kept longer than that for its id: a sender may repeat it, also to a node that has just restarted
/// and knows only the ids that the spool still holds.
/// </summary>
internal sealed class SpoolRelease : ReceiveActor
{
    private readonly CatalogView _catalog;
    private readonly IngestPump _pump;
    private readonly IngestSpool _spool;
    private readonly long _windowsKept;
    private readonly Dictionary<string, WindowIndex> _decided = new(StringComparer.Ordinal);
    private readonly Queue<(WindowIndex Window, long RoutedThrough)> _marks = new();
    private WindowIndex? _newest;

    /// <param name="windowsKept">Windows for which a report's id is kept at least.</param>
    public SpoolRelease(CatalogView catalog, IngestPump pump, IngestSpool spool, long windowsKept)
    {
        _catalog = catalog;
        _pump = pump;
        _spool = spool;
        _windowsKept = Math.Max(windowsKept, DemandMeter.MaxOpenWindows + 1);
        Receive<Observed.FunctionDecided>(OnFunctionDecided);
    }

    public static Props Props(CatalogView catalog, IngestPump pump, IngestSpool spool, long windowsKept) =>
        Akka.Actor.Props.Create(() => new SpoolRelease(catalog, pump, spool, windowsKept));

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(Observed.FunctionDecided));

    private void OnFunctionDecided(Observed.FunctionDecided decided)
    {
        _decided[decided.Function.Value] = decided.Window;
        if (_newest >= decided.Window) return;

        // Once a window, not once a function: the others are seen when the next window is decided.
        _newest = decided.Window;
        _marks.Enqueue((decided.Window, _pump.RoutedThrough));
        ReleaseJournaled();
    }

    private void ReleaseJournaled()
    {
        var managed = _catalog.Workflows.SelectMany(workflow => workflow.Functions).Distinct().ToList();
        if (managed.Count == 0 || !managed.All(function => _decided.ContainsKey(function.Value))) return;

        var journaled = managed.Min(function => _decided[function.Value].Value) - _windowsKept;
        long? release = null;
        while (_marks.TryPeek(out var mark) && mark.Window.Value <= journaled) release = _marks.Dequeue().RoutedThrough;
        if (release is { } through) _spool.ReleaseThrough(through);
    }
}
