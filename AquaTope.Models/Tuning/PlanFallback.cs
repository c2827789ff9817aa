using AquaTope.Models.Optimization;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tuning;

/// <summary>What to put in force while a study looks for a plan and the one in force breaks the promise.</summary>
public static class PlanFallback
{
    /// <summary>
    /// For each stage the larger of what it has and what it had under the plan before, in CPU and in
    /// memory. More of either makes no stage slower, so whatever has changed, this keeps the promise at
    /// least as often as the plan in force;
    /// <see langword="null"/> where it would be the same plan, or the plan before is not known.
    /// </summary>
    public static ResourcePlan? Of(ResourcePlan inForce, ResourcePlan? former)
    {
        if (former is null || former.Stages.Count != inForce.Stages.Count) return null;
        var larger = new ResourcePlan([.. inForce.Stages.Zip(former.Stages, Larger)]);
        return larger == inForce ? null : larger;
    }

    private static ResourceConfiguration Larger(ResourceConfiguration left, ResourceConfiguration right) => new(
        left.Cpu >= right.Cpu ? left.Cpu : right.Cpu, left.Memory >= right.Memory ? left.Memory : right.Memory);
}
