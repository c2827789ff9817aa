using AquaTope.Models.Optimization;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning.Runs;

/// <summary>A run of a workflow, with the activations of its stages as far as they were seen before it ended.</summary>
public sealed record SeenRun(CompositionRun Run, IReadOnlyList<Invocation> Stages)
{
    /// <summary>
    /// Whether the run missed the promise for a reason that sizes can mend: by not answering, or by being late also
    /// with the wait for cold starts taken off. Containers that are not ready are the pools' affair.
    /// </summary>
    public bool IsMiss(Workflow workflow) =>
        WorkflowTelemetry.IsMiss(Run, workflow.Qos)
        && (Run.Status == ActivationStatus.DeveloperError || Run.Latency - ColdPart(workflow) > workflow.Qos.Latency);

    /// <summary>
    /// What cold starts added to the latency: the most of their delays that lies on one path through the workflow.
    /// Exact for a sequence, an upper bound where stages run side by side; zero where no cold start is known of.
    /// </summary>
    public TimeSpan ColdPart(Workflow workflow)
    {
        var delays = new double[workflow.Stages.Count];
        var left = Stages.GroupBy(stage => stage.Function)
            .ToDictionary(group => group.Key, group => new Queue<Invocation>(group.OrderBy(stage => stage.Arrival)));
        foreach (var stage in workflow.Graph.TopologicalOrder)
            if (left.TryGetValue(workflow.Stages[stage].Function, out var invocations)
                && invocations.TryDequeue(out var invocation))
                delays[stage] = DelayOf(invocation).TotalSeconds;
        return TimeSpan.FromSeconds(workflow.Graph.EndToEnd(delays));
    }

    /// <summary>Whether every stage is known and ran under the plan's memory limit; no record tells of CPU.</summary>
    public bool RanUnder(Workflow workflow, ResourcePlan plan) =>
        Stages.Count == workflow.Stages.Count && MayHaveRunUnder(workflow, plan);

    /// <summary>Whether no stage is known that ran under another memory limit than the plan's.</summary>
    public bool MayHaveRunUnder(Workflow workflow, ResourcePlan plan) =>
        Stages.All(stage => ConfigurationOf(workflow, plan, stage.Function) is { } resources
                            && resources.Memory == stage.Memory);

    /// <summary>What the run cost under a plan; <see langword="null"/> where not every stage is known.</summary>
    public Cost? CostUnder(Workflow workflow, ResourcePlan plan, PriceModel prices)
    {
        if (Stages.Count != workflow.Stages.Count) return null;
        var total = Cost.Zero;
        foreach (var stage in Stages)
            if (ConfigurationOf(workflow, plan, stage.Function) is { } resources)
                total += prices.Of(resources, stage.Execution);
        return total;
    }

    private static TimeSpan DelayOf(Invocation invocation) =>
        invocation.IsColdStart ? invocation.Wait + invocation.Initialization : invocation.Initialization;

    private static ResourceConfiguration? ConfigurationOf(
        Workflow workflow, ResourcePlan plan, Identity.FunctionId function)
    {
        for (var stage = 0; stage < workflow.Stages.Count; stage++)
            if (workflow.Stages[stage].Function == function)
                return plan.Stages[stage];
        return null;
    }
}
