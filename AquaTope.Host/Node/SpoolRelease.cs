using Akka.Actor;
using AquaTope.Actors.Observation;
using AquaTope.Host.Ingestion;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Node;

/// <summary>
/// Lets the spool forget what every function has written down. A report routed before a window closed lies, at the
/// latest, in the last window open then; once every function has decided a window beyond that one, all of them have
/// journaled it.
/// </summary>
internal sealed class SpoolRelease : ReceiveActor
{
    private readonly CatalogView _catalog;
    private readonly IngestPump _pump;
    private readonly IngestSpool _spool;
    private readonly Dictionary<string, WindowIndex> _decided = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, long> _routedAtWindow = [];

    public SpoolRelease(CatalogView catalog, IngestPump pump, IngestSpool spool)
    {
        _catalog = catalog;
        _pump = pump;
        _spool = spool;
        Receive<Observed.FunctionDecided>(OnFunctionDecided);
    }

    public static Props Props(CatalogView catalog, IngestPump pump, IngestSpool spool) =>
        Akka.Actor.Props.Create(() => new SpoolRelease(catalog, pump, spool));

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(Observed.FunctionDecided));

    private void OnFunctionDecided(Observed.FunctionDecided decided)
    {
        _decided[decided.Function.Value] = decided.Window;
        _routedAtWindow.TryAdd(decided.Window.Value, _pump.RoutedThrough);

        var managed = _catalog.Workflows.SelectMany(workflow => workflow.Functions).Distinct().ToList();
        if (managed.Count == 0 || !managed.All(function => _decided.ContainsKey(function.Value))) return;

        var journaled = managed.Min(function => _decided[function.Value].Value) - DemandMeter.MaxOpenWindows - 1;
        long? release = null;
        while (_routedAtWindow.Count > 0 && _routedAtWindow.First() is var (window, routed) && window <= journaled)
        {
            release = routed;
            _routedAtWindow.Remove(window);
        }
        if (release is { } through) _spool.ReleaseThrough(through);
    }
}
