using AquaTope.Faults.Worlds;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tuning;
using AquaTope.Models.Workflows;

namespace AquaTope.Faults.Invariants;

/// <summary>What workflows want their functions to have, by their journals.</summary>
internal static class AdoptedPlans
{
    /// <summary>
    /// For each workflow and each function what it adopted. A function that another definition of the workflow no longer
    /// uses keeps what it was given, or what others give it: that is past.
    /// </summary>
    public static IEnumerable<(FunctionId Function, ResourceConfiguration Resources, bool IsPast)> Of(World world)
    {
        foreach (var id in world.Registrar.Accepted.Select(workflow => $"workflow-{workflow.Id}"))
        {
            Workflow? definition = null;
            var wanted = new SortedDictionary<string, ResourceConfiguration>(StringComparer.Ordinal);
            foreach (var fact in world.Kernel.Journal.EventsOf(id))
                if (fact is TuningEvent.WorkflowManaged managed)
                {
                    foreach (var (function, resources) in wanted) yield return (FunctionId.Parse(function), resources, true);
                    wanted.Clear();
                    definition = managed.Workflow;
                }
                else if (fact is TuningEvent.PlanAdopted adopted && definition is not null)
                {
                    foreach (var (stage, resources) in definition.Stages.Zip(adopted.Plan.Stages))
                        wanted[stage.Function.Value] = resources;
                }
            foreach (var (function, resources) in wanted) yield return (FunctionId.Parse(function), resources, false);
        }
    }
}
