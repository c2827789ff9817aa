using AquaTope.Actors.Catalog;
using AquaTope.Models;
using AquaTope.Models.Identity;
using AquaTope.Models.Workflows;

namespace AquaTope.Faults.Worlds;

/// <summary>
/// Somebody who registers workflows, defines them anew, and asks again until answered. What was answered is what must be
/// found at the end.
/// </summary>
internal sealed class Registrar
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly World _world;
    private readonly Queue<Workflow> _todo = new();
    private readonly SortedDictionary<string, Workflow> _accepted = new(StringComparer.Ordinal);
    private readonly Client _client;
    private Workflow? _asked;
    private int _attempt;
    private long _version;

    public Registrar(World world)
    {
        _world = world;
        _client = new Client(world.Provider, "registrar", OnAnswer);
    }

    /// <summary>What the catalog has said it holds.</summary>
    public IReadOnlyCollection<Workflow> Accepted => _accepted.Values;

    public bool IsDone => _asked is null && _todo.Count == 0;

    /// <summary>Plans the registrations of the seed.</summary>
    public void Plan()
    {
        var seed = (long)_world.Faults.Seed;
        var workflows = 1 + (int)(StableHash.Of("workflows", seed) % 3);
        for (var i = 0; i < workflows; i++)
        {
            var definition = Define(seed, i, 0);
            _world.Kernel.After(TimeSpan.FromSeconds(150 * StableHash.Unit("registered", seed, i)), () => Register(definition));
            if (StableHash.Unit("again", seed, i) < 0.3)
                _world.Kernel.After(
                    TimeSpan.FromSeconds(160 + 250 * StableHash.Unit("redefined", seed, i)),
                    () => Register(Define(seed, _accepted.Count, 1, definition.Id)));
        }
    }

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

    private void Register(Workflow workflow)
    {
        _todo.Enqueue(workflow);
        if (_asked is null) Next();
    }

    private void Next()
    {
        if (!_todo.TryDequeue(out _asked)) return;
        Ask();
    }

    private void Ask()
    {
        if (_asked is not { } workflow) return;
        var attempt = ++_attempt;
        _world.ToCatalog(new CatalogProtocol.RegisterWorkflow(workflow, true, _version), _client);
        _world.Kernel.After(Patience, () =>
        {
            if (attempt == _attempt) Ask();
        });
    }

    private void OnAnswer(object message)
    {
        if (message is CatalogProtocol.Outdated outdated) Learn(outdated.Catalog);
        if (message is not CatalogProtocol.Registered registered) return;
        Learn(registered.Catalog);
        if (_asked is not { } workflow) return;
        if (!registered.Catalog.Workflows.Any(known => known.IsSameAs(workflow))) return;
        _world.Kernel.Note($"registered {workflow.Id}");
        _accepted[workflow.Id.Value] = workflow;
        _attempt++;
        Next();
    }

    private void Learn(CatalogProtocol.CatalogChanged catalog) => _version = Math.Max(_version, catalog.Version);
}
