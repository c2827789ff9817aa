using System.Collections.Immutable;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning;

/// <summary>The part of an adopted plan that concerns one function.</summary>
public sealed record PlanChange(ChangeId Id, FunctionId Function, ResourceConfiguration Resources, WishOrder Order)
{
    // A study has its plans wished in this order, so that a wish which comes late is told from a newer one.
    private const int Wishes = 3;

    /// <summary>One change per function of the workflow, named for the study that found the plan.</summary>
    public static IEnumerable<PlanChange> Of(StudyId study, Workflow workflow, ResourcePlan plan) =>
        Each("plan", 1, study, workflow, plan);

    /// <summary>The same for the plan that was in force before, named for the study whose plan is taken back.</summary>
    public static IEnumerable<PlanChange> Back(StudyId study, Workflow workflow, ResourcePlan before) =>
        Each("back", 2, study, workflow, before);

    /// <summary>The same for a plan that is in force until a study has answered, named for that study.</summary>
    public static IEnumerable<PlanChange> Meanwhile(StudyId study, Workflow workflow, ResourcePlan fallback) =>
        Each("meanwhile", 0, study, workflow, fallback);

    /// <summary>
    /// Those that another plan has as well: a function on which it imposes nothing still lacks what its plan wished,
    /// where the gateway has not heard of that.
    /// </summary>
    public static ImmutableList<PlanChange> StillPartOf(
        ResourcePlan plan, Workflow workflow, ImmutableList<PlanChange> changes) =>
        changes.RemoveAll(change => !workflow.Stages.Zip(plan.Stages).Any(pair =>
            pair.First.Function == change.Function && pair.Second == change.Resources));

    private static IEnumerable<PlanChange> Each(
        string purpose, int place, StudyId study, Workflow workflow, ResourcePlan plan) =>
        workflow.Stages
            .Zip(plan.Stages)
            .DistinctBy(pair => pair.First.Function)
            .Select(pair => new PlanChange(
                new ChangeId($"{purpose}:{study}:{pair.First.Function}"), pair.First.Function, pair.Second,
                new WishOrder(WishOrder.WisherOf(workflow.Id), (long)Wishes * study.Generation + place)));
}
