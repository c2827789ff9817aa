using System.Collections.Frozen;
using AquaTope.Actors.Catalog;
using AquaTope.Host.Ingestion;
using AquaTope.Models.Identity;
using AquaTope.Models.Workflows;

namespace AquaTope.Host.Node;

/// <summary>
/// The catalog as this node last heard of it. Newer versions replace older ones whole, so readers never see half a
/// change.
/// </summary>
public sealed class CatalogView : IManagedTargets
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Snapshot _current = Snapshot.Of(new CatalogProtocol.CatalogChanged(-1, []));

    /// <summary>Whether the catalog has answered at all.</summary>
    public bool IsKnown => _known.Task.IsCompleted;

    /// <summary>Completes once the catalog has answered.</summary>
    public Task KnownAsync(CancellationToken cancellation) => _known.Task.WaitAsync(cancellation);

    public IReadOnlyList<Workflow> Workflows => _current.Workflows;

    /// <summary>How many changes led to what is known; -1 before the catalog has answered.</summary>
    public long Version => _current.Version;

    /// <summary>The workflows that a function is a stage of.</summary>
    public IReadOnlyList<WorkflowId> WorkflowsOf(FunctionId function) =>
        _current.ByFunction.GetValueOrDefault(function) ?? [];

    /// <summary>The workflow that a composition is the run of: the one of its name.</summary>
    public WorkflowId? WorkflowOfComposition(FunctionId name) =>
        WorkflowId.TryParse(NameOf(name), out var id) && _current.Ids.Contains(id) ? id : null;

    public bool IsFunctionManaged(FunctionId function) => _current.ByFunction.ContainsKey(function);

    public bool IsManaged(FunctionId subject) =>
        IsFunctionManaged(subject) || WorkflowOfComposition(subject) is not null;

    /// <summary>Takes over a version of the catalog unless a newer one is known.</summary>
    public void Update(CatalogProtocol.CatalogChanged catalog)
    {
        lock (_lock)
        {
            if (catalog.Version > _current.Version) _current = Snapshot.Of(catalog);
        }
        _known.TrySetResult();
    }

    private static string NameOf(FunctionId composition) => composition.Path[(composition.Path.LastIndexOf('/') + 1)..];

    private sealed record Snapshot(
        long Version,
        IReadOnlyList<Workflow> Workflows,
        FrozenSet<WorkflowId> Ids,
        FrozenDictionary<FunctionId, IReadOnlyList<WorkflowId>> ByFunction)
    {
        public static Snapshot Of(CatalogProtocol.CatalogChanged catalog) => new(
            catalog.Version,
            catalog.Workflows,
            catalog.Workflows.Select(workflow => workflow.Id).ToFrozenSet(),
            catalog.Workflows
                .SelectMany(workflow => workflow.Functions, (workflow, function) => (workflow.Id, function))
                .GroupBy(pair => pair.function, pair => pair.Id)
                .ToFrozenDictionary(group => group.Key, group => (IReadOnlyList<WorkflowId>)[.. group]));
    }
}
