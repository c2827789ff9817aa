using Akka.Actor;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Identity;

namespace AquaTope.Actors.Pacing;

/// <summary>
/// Tells every managed function and workflow which windows are over. A cluster singleton without state: windows are
/// numbers, so a tick that is missed is made good by the next one. It subscribes to the catalog anew with each tick: a
/// catalog that was restarted knows no subscribers, and what it told may have been lost. What is retired is told so
/// with each tick until it has answered.
/// </summary>
public sealed class MetronomeActor : ReceiveActor
{
    private readonly PacingOptions _options;
    private readonly TimeProvider _time;
    private readonly IActorRef _catalog;
    private readonly IActorRef _functions;
    private readonly IActorRef _workflows;
    private HashSet<FunctionId> _managedFunctions = [];
    private HashSet<WorkflowId> _managedWorkflows = [];
    private readonly HashSet<FunctionId> _retiringFunctions = [];
    private readonly Dictionary<WorkflowId, long> _retiringWorkflows = [];
    private readonly Dictionary<WorkflowId, long> _retiredWorkflows = [];
    private long _version = -1;
    private ITimer? _timer;

    public MetronomeActor(
        PacingOptions options, TimeProvider time, IActorRef catalog, IActorRef functions, IActorRef workflows)
    {
        _options = options;
        _time = time;
        _catalog = catalog;
        _functions = functions;
        _workflows = workflows;

        Receive<CatalogProtocol.CatalogChanged>(OnCatalogChanged);
        Receive<FunctionProtocol.Retired>(retired => _retiringFunctions.Remove(retired.Function));
        Receive<WorkflowProtocol.Retired>(OnWorkflowRetired);
        Receive<Tick>(_ => OnTick());
        Subscribe();
    }

    public static Props Props(
        PacingOptions options, TimeProvider time, IActorRef catalog, IActorRef functions, IActorRef workflows) =>
        Akka.Actor.Props.Create(() => new MetronomeActor(options, time, catalog, functions, workflows));

    protected override void PreStart() => ScheduleTick();

    protected override void PostStop() => _timer?.Dispose();

    private void Subscribe() => _catalog.Tell(new CatalogProtocol.Subscribe());

    private void OnCatalogChanged(CatalogProtocol.CatalogChanged changed)
    {
        if (changed.Version < _version) return;
        _version = changed.Version;
        var functions = changed.Workflows.SelectMany(workflow => workflow.Functions).ToHashSet();
        var workflows = changed.Workflows.Select(workflow => workflow.Id).ToHashSet();
        _retiringFunctions.UnionWith(_managedFunctions.Except(functions));
        _retiringFunctions.ExceptWith(functions);
        foreach (var gone in _managedWorkflows.Except(workflows)) _retiringWorkflows[gone] = changed.Version;
        foreach (var (workflow, version) in changed.Retired)
            if (_retiredWorkflows.GetValueOrDefault(workflow, -1) < version) _retiringWorkflows[workflow] = version;
        foreach (var managed in workflows) _retiringWorkflows.Remove(managed);
        foreach (var old in _retiredWorkflows.Keys.Except(changed.Retired.Select(retired => retired.Workflow)).ToList())
            _retiredWorkflows.Remove(old);
        Retire();
        foreach (var workflow in changed.Workflows)
            _workflows.Tell(new WorkflowProtocol.Manage(workflow, changed.Version));
        _managedFunctions = functions;
        _managedWorkflows = workflows;
    }

    private void Retire()
    {
        foreach (var gone in _retiringFunctions.OrderBy(id => id.Value, StringComparer.Ordinal))
            _functions.Tell(new FunctionProtocol.Retire(gone));
        foreach (var (gone, version) in _retiringWorkflows.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal))
            _workflows.Tell(new WorkflowProtocol.Retire(gone, version));
    }

    private void OnWorkflowRetired(WorkflowProtocol.Retired gone)
    {
        if (_retiringWorkflows.GetValueOrDefault(gone.Workflow, -1) != gone.Version) return;
        _retiringWorkflows.Remove(gone.Workflow);
        _retiredWorkflows[gone.Workflow] = gone.Version;
    }

    private void OnTick()
    {
        var over = _options.Window.IndexOf(_time.GetUtcNow() - _options.Lateness).Previous;
        foreach (var function in _managedFunctions.OrderBy(id => id.Value, StringComparer.Ordinal))
            _functions.Tell(new FunctionProtocol.CloseWindow(function, over));
        foreach (var workflow in _managedWorkflows.OrderBy(id => id.Value, StringComparer.Ordinal))
            _workflows.Tell(new WorkflowProtocol.CloseWorkflowWindow(workflow, over));
        Subscribe();
        ScheduleTick();
    }

    private void ScheduleTick()
    {
        var now = _time.GetUtcNow();
        var nextEnd =
            _options.Window.StartOf(_options.Window.IndexOf(now - _options.Lateness).Next) + _options.Lateness;
        var self = Self;
        _timer?.Dispose();
        _timer = _time.CreateTimer(_ => self.Tell(Tick.Instance), null, nextEnd - now, Timeout.InfiniteTimeSpan);
    }

    private sealed record Tick
    {
        public static Tick Instance { get; } = new();
    }
}
