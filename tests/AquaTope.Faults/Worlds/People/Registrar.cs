using AquaTope.Actors.Catalog;
using AquaTope.Models;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Workflows;

namespace AquaTope.Faults.Worlds.People;

/// <summary>
/// Somebody who registers workflows, defines them anew, sets their modes, and retires some. What was answered is
/// what must be found at the end.
/// </summary>
internal sealed class Registrar
{
    private readonly World _world;
    private readonly OrderBook _orders;
    private readonly SortedDictionary<string, Workflow> _accepted = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _retired = new(StringComparer.Ordinal);
    private long _version;

    public Registrar(World world)
    {
        _world = world;
        _orders = new OrderBook(world, "registrar", Learn);
    }

    /// <summary>What the catalog has said it holds.</summary>
    public IReadOnlyCollection<Workflow> Accepted => _accepted.Values;

    /// <summary>Workflows that the catalog has said are managed no more.</summary>
    public IEnumerable<WorkflowId> Retired => _retired.Select(WorkflowId.Parse);

    public bool IsDone => _orders.IsDone;

    /// <summary>Plans the orders of the seed.</summary>
    public void Plan()
    {
        var seed = (long)_world.Faults.Seed;
        var workflows = 1 + (int)(StableHash.Of("workflows", seed) % 3);
        for (var i = 0; i < workflows; i++)
        {
            var definition = Define(seed, i, 0);
            After(150 * StableHash.Unit("registered", seed, i), () => Register(definition));
            if (StableHash.Unit("again", seed, i) < 0.3)
                After(
                    160 + 250 * StableHash.Unit("redefined", seed, i),
                    () => Register(Define(seed, _accepted.Count, 1, definition.Id)));
            if (StableHash.Unit("mode", seed, i) < 0.3) PlanMode(seed, i, definition.Id);
            if (StableHash.Unit("retired", seed, i) < 0.25)
                After(200 + 330 * StableHash.Unit("retired at", seed, i), () => Retire(definition.Id));
        }
    }

    // In the end every workflow has the mode of the nodes again, which acts.
    private void PlanMode(long seed, int number, WorkflowId workflow)
    {
        var (from, lasts) =
            (160 + 200 * StableHash.Unit("mode at", seed, number), 150 * StableHash.Unit("mode lasts", seed, number));
        var mode = (OperatingMode)(StableHash.Of("which mode", seed, number) % 4);
        After(from, () => SetMode(workflow, mode));
        After(from + lasts, () => SetMode(workflow, null));
    }

    private void After(double seconds, Action action) => _world.Kernel.After(TimeSpan.FromSeconds(seconds), action);

    private static Workflow Define(long seed, int number, int version, WorkflowId? id = null)
    {
        var name = id ?? WorkflowId.Parse($"w{number}");
        var first = (int)(StableHash.Of(name.Value, seed, version) % World.FunctionCount);
        var length = 1 + (int)(StableHash.Of(name.Value, seed, version + 10) % 3);
        List<Stage> stages = [];
        for (var i = 0; i < length; i++)
            stages.Add(new Stage(
                new StageName($"s{i}"), World.Functions[(first + i) % World.FunctionCount],
                i == 0 ? [] : [new StageName($"s{i - 1}")]));
        return Workflow.TryCreate(
            name, stages, new QosTarget(TimeSpan.FromSeconds(1 + version)), "{}", out var workflow, out var problem)
            ? workflow
            : throw new InvalidOperationException(problem);
    }

    private void Register(Workflow workflow) => _orders.Give(new Order(
        $"registered {workflow.Id}",
        client =>
            _world.ToCatalog(new CatalogProtocol.RegisterWorkflow(workflow, true, _world.Known(_version)), client),
        answer => answer is CatalogProtocol.Registered registered
            && registered.Catalog.Workflows.Any(known => known.IsSameAs(workflow)),
        () =>
        {
            _accepted[workflow.Id.Value] = workflow;
            _retired.Remove(workflow.Id.Value);
        }));

    private void Retire(WorkflowId workflow) => _orders.Give(new Order(
        $"retired {workflow}",
        client => _world.ToCatalog(new CatalogProtocol.RetireWorkflow(workflow, _world.Known(_version)), client),
        answer => answer is CatalogProtocol.Retired or CatalogProtocol.UnknownWorkflow,
        () =>
        {
            if (_accepted.Remove(workflow.Value)) _retired.Add(workflow.Value);
        }));

    private void SetMode(WorkflowId workflow, OperatingMode? mode) => _orders.Give(new Order(
        $"{workflow} has mode {mode?.ToString() ?? "of the nodes"}",
        client => _world.ToCatalog(
            new CatalogProtocol.SetMode(workflow, mode, "operator", "", _world.Known(_version)), client),
        answer => answer is CatalogProtocol.UnknownWorkflow
            || answer is CatalogProtocol.ModeIsSet set
            && set.Catalog.Workflows.Any(known => known.Id == workflow && known.Mode == mode),
        () => { }));

    private void Learn(object message)
    {
        var catalog = message switch
        {
            CatalogProtocol.Outdated outdated => outdated.Catalog,
            CatalogProtocol.Registered registered => registered.Catalog,
            CatalogProtocol.Retired retired => retired.Catalog,
            CatalogProtocol.ModeIsSet set => set.Catalog,
            _ => null
        };
        _version = Math.Max(_version, catalog?.Version ?? 0);
    }
}
