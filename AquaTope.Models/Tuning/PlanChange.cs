using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning;

/// <summary>The part of an adopted plan that concerns one function.</summary>
public sealed record PlanChange(ChangeId Id, FunctionId Function, ResourceConfiguration Resources, WishOrder Order)
{
    /// <summary>One change per function of the workflow, named for the study that found the plan.</summary>
    public static IEnumerable<PlanChange> Of(StudyId study, Workflow workflow, ResourcePlan plan) =>
        Each("plan", 2L * study.Generation, study, workflow, plan);

    /// <summary>The same for the plan that was in force before, named for the study whose plan is taken back.</summary>
    public static IEnumerable<PlanChange> Back(StudyId study, Workflow workflow, ResourcePlan before) =>
        Each("back", 2L * study.Generation + 1, study, workflow, before);

    private static IEnumerable<PlanChange> Each(
        string purpose, long number, StudyId study, Workflow workflow, ResourcePlan plan) =>
        workflow.Stages
            .Zip(plan.Stages)
            .DistinctBy(pair => pair.First.Function)
            .Select(pair => new PlanChange(
                new ChangeId($"{purpose}:{study}:{pair.First.Function}"), pair.First.Function, pair.Second,
                new WishOrder($"workflow:{workflow.Id}", number)));
}
