using System.Collections.Frozen;
using AquaTope.Models.Identity;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Platform.Modes;

/// <summary>
/// The workflows there are, as the gateway needs to know them: which functions they
/// share, and how far each lets it act.
/// </summary>
public sealed class ManagedWorkflows
{
    private readonly FrozenDictionary<WorkflowId, Workflow> _workflows;
    private readonly FrozenDictionary<FunctionId, Workflow[]> _byFunction;

    public ManagedWorkflows(IReadOnlyList<Workflow> workflows)
    {
        _workflows = workflows.ToFrozenDictionary(workflow => workflow.Id);
        _byFunction = workflows
            .SelectMany(workflow => workflow.Functions.Select(function => (function, workflow)))
            .GroupBy(pair => pair.function, pair => pair.workflow)
            .ToFrozenDictionary(users => users.Key, users => users.OrderBy(user => user.Id.Value).ToArray());
    }

    /// <summary>The workflow of that name; <see langword="null"/> where there is none.</summary>
    public Workflow? Find(WorkflowId workflow) => _workflows.GetValueOrDefault(workflow);

    /// <summary>The workflows that a function is a stage of, by name.</summary>
    public IReadOnlyList<Workflow> UsersOf(FunctionId function) => _byFunction.GetValueOrDefault(function) ?? [];

    /// <summary>
    /// The most cautious mode of the workflows that use the function; the nodes' own where none does.
    /// </summary>
    public OperatingMode ModeOf(FunctionId function, OperatingMode nodes) =>
        _byFunction.TryGetValue(function, out var users) ? users.Min(user => user.Mode ?? nodes) : nodes;

    /// <summary>Whether there may be a function for which the gateway acts.</summary>
    public bool ActsAnywhere(OperatingMode nodes) =>
        Acts(nodes) || _workflows.Values.Any(workflow => Acts(workflow.Mode ?? nodes));

    /// <summary>Whether wishes are sent to the platform under the mode.</summary>
    public static bool Acts(OperatingMode mode) => mode is OperatingMode.Canary or OperatingMode.Enforce;

    /// <summary>The most cautious mode of the workflow's functions.</summary>
    public OperatingMode ModeOf(WorkflowId workflow, OperatingMode nodes) =>
        _workflows.TryGetValue(workflow, out var known)
            ? known.Functions.Min(function => ModeOf(function, nodes))
            : nodes;
}
