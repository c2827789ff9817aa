using AquaTope.Faults.Worlds;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tuning;

namespace AquaTope.Faults.Invariants;

/// <summary>What workflows want their functions to have, by their journals.</summary>
internal static class AdoptedPlans
{
    /// <summary>
    /// For each workflow and each function what is in force. A function that another definition of the workflow no
    /// longer uses, or that a retired workflow used, keeps what it was given last by any plan of that definition, or
    /// what others give it: that is past, and what it wished in its last moments may not have reached the gateway.
    /// </summary>
    public static IEnumerable<(FunctionId Function, ResourceConfiguration Resources, bool IsPast)> Of(World world)
    {
        foreach (var workflow in world.Registrar.Accepted.Select(known => known.Id).Concat(world.Registrar.Retired))
        {
            TuningState state = new TuningState.Unmanaged();
            List<(FunctionId Function, ResourceConfiguration Resources)> had = [];
            foreach (var fact in world.Kernel.Journal.EventsOf($"workflow-{workflow}").OfType<TuningEvent>())
            {
                if (fact is TuningEvent.WorkflowManaged or TuningEvent.WorkflowRetired)
                {
                    foreach (var (function, resources) in had) yield return (function, resources, true);
                    had.Clear();
                }
                state = state.Apply(fact);
                had.AddRange(PlansOf(state).SelectMany(plan => Limits(state, plan)));
            }
            if (state is TuningState.Managed)
                foreach (var plan in PlansOf(state).Take(1))
                    foreach (var (function, resources) in Limits(state, plan))
                        yield return (function, resources, false);
        }
    }

    private static IEnumerable<(FunctionId Function, ResourceConfiguration Resources)> Limits(
        TuningState state, ResourcePlan plan) =>
        ((TuningState.Managed)state).Workflow.Stages
            .Zip(plan.Stages, (stage, resources) => (stage.Function, resources))
            .DistinctBy(limits => limits.Function);

    private static IEnumerable<ResourcePlan> PlansOf(TuningState state) => state switch
    {
        TuningState.Canary canary => [canary.Plan, canary.Before],
        TuningState.InForce inForce => [inForce.Plan],
        TuningState.Drifting drifting => [drifting.Plan],
        _ => []
    };
}
