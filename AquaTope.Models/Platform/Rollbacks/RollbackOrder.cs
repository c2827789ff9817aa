using AquaTope.Models.Identity;

namespace AquaTope.Models.Platform.Rollbacks;

/// <summary>Go back to an earlier configuration, of a workflow's functions or of one function.</summary>
public sealed record RollbackOrder(
    WorkflowId? Workflow, FunctionId? Function, string To, string By, string Why)
{
    /// <summary>The functions it is about; none where the workflow is not known.</summary>
    public IReadOnlyList<FunctionId> FunctionsIn(GatewayState state) => this switch
    {
        { Function: { } function } => [function],
        { Workflow: { } workflow } => [.. state.Managed?.Find(workflow)?.Functions ?? []],
        _ => []
    };

    public string Subject => Function?.Value ?? Workflow?.Value ?? "";

    /// <summary>The configuration it leads to, or why there is none.</summary>
    public (PastConfiguration? Target, string? Problem) Resolve(GatewayState state)
    {
        // Whose plans it replaces would not be known, and they would not be told.
        if (state.Managed is null)
            return (null, "the gateway has just begun and has not heard of the workflows yet; "
                + "order it again in a moment");
        var functions = FunctionsIn(state);
        if (functions.Count == 0) return (null, $"no workflow is registered as '{Subject}'");
        var configurations = PastConfiguration.Of(functions, state);
        if (configurations[0].Limits.Count == 0 && configurations.Count == 1)
            return (null, $"nothing is known yet of the limits of {Subject}; "
                + "they are looked up when it is first managed");
        if (RollbackTarget.Parse(To).In(configurations) is not { } target)
            return (null, To == "previous"
                ? $"{Subject} has what it had from the beginning; there is nothing to go back to"
                : $"{Subject} never had a configuration '{To}'; 'aquatope rollback --list' shows those it had");
        return target.Limits.All(limits => state.LimitsOf(limits.Function) == limits.Resources)
            ? (null, $"{Subject} has, or is about to get, the configuration '{target.Cause}' already")
            : (target, null);
    }
}
