using AquaTope.Models.Identity;
using AquaTope.Models.Workflows;
using static AquaTope.Actors.Catalog.CatalogProtocol;

namespace AquaTope.Actors.Catalog;

/// <summary>
/// The workflows there are, and since which version each is as it is. Mutable: it belongs to one actor.
/// </summary>
internal sealed class CatalogState
{
    /// <summary>
    /// Names of workflows that were retired and are remembered. An order that is older than what was forgotten is taken
    /// for outdated, so that forgetting lets nothing in.
    /// </summary>
    public const int MostRetired = 10_000;

    /// <summary>Of these, the newest that everybody is told of, who may have missed it.</summary>
    private const int MostTold = 100;

    private readonly SortedDictionary<string, Workflow> _workflows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _changedAt = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, string> _retired = [];
    private long _version;
    private long _forgotten;

    public CatalogChanged Current => new(_version, [.. _workflows.Values])
    {
        Retired =
        [
            .. _retired.Reverse().Take(MostTold)
                .Select(retired => new RetiredWorkflow(WorkflowId.Parse(retired.Value), retired.Key))
        ]
    };

    /// <summary>How many entries a snapshot of it has.</summary>
    public long Entries => _workflows.Count + _changedAt.Count + _retired.Count;

    public CatalogSnapshot ToSnapshot() => new(
        _version, _forgotten, [.. _workflows.Values],
        [
            .. _changedAt.OrderBy(changed => changed.Key, StringComparer.Ordinal)
                .Select(changed => new CatalogSnapshot.Change(changed.Key, changed.Value))
        ],
        [.. _retired.Select(retired => new CatalogSnapshot.Change(retired.Value, retired.Key))]);

    /// <summary>The inverse of <see cref="ToSnapshot"/>.</summary>
    public static CatalogState From(CatalogSnapshot snapshot)
    {
        var state = new CatalogState { _version = snapshot.Version, _forgotten = snapshot.Forgotten };
        foreach (var workflow in snapshot.Workflows) state._workflows[workflow.Id.Value] = workflow;
        foreach (var change in snapshot.Changes) state._changedAt[change.Name] = change.Version;
        foreach (var retired in snapshot.Retired) state._retired[retired.Version] = retired.Name;
        return state;
    }

    public Workflow? Find(WorkflowId workflow) => _workflows.GetValueOrDefault(workflow.Value);

    /// <summary>Whether the workflow is another than the one that the giver of an order knew.</summary>
    /// <param name="workflow">Which workflow the order is about.</param>
    /// <param name="asOf">The version that the giver knew; <see langword="null"/> where he does not say.</param>
    public bool IsOutdated(WorkflowId workflow, long? asOf) =>
        asOf < _changedAt.GetValueOrDefault(workflow.Value, _forgotten);

    public void Apply(WorkflowRegistered registered)
    {
        _workflows[registered.Workflow.Id.Value] = registered.Workflow;
        Changed(registered.Workflow.Id);
    }

    public void Apply(WorkflowModeSet set)
    {
        if (_workflows.TryGetValue(set.Workflow.Value, out var known))
            _workflows[set.Workflow.Value] = known.With(set.Mode);
        Changed(set.Workflow);
    }

    public void Apply(WorkflowRetired retired)
    {
        _workflows.Remove(retired.Workflow.Value);
        Changed(retired.Workflow);
        _retired[_version] = retired.Workflow.Value;
        if (_retired.Count > MostRetired) Forget();
    }

    private void Changed(WorkflowId workflow)
    {
        if (_changedAt.TryGetValue(workflow.Value, out var before)) _retired.Remove(before);
        _changedAt[workflow.Value] = ++_version;
    }

    private void Forget()
    {
        var (version, name) = _retired.First();
        _retired.Remove(version);
        _changedAt.Remove(name);
        _forgotten = version;
    }
}
