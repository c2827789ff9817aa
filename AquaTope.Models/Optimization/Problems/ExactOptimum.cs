using AquaTope.Models.Optimization.Staged.Plans;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization.Problems;

/// <summary>The least cost of a plan that keeps the target, by search over the whole grid.</summary>
internal static class ExactOptimum
{
    private const int MostNodes = 20_000_000;

    /// <summary>
    /// The optimum of a workflow each of whose stages has a function of its own; null where no plan keeps the target,
    /// or where the search would take too long to prove its answer.
    /// </summary>
    /// <param name="problem">The workflow.</param>
    /// <param name="secondsOf">
    /// The noise-free seconds of a stage under a configuration; infinite where it fails.
    /// </param>
    public static double? Of(WorkflowProblem problem, Func<int, ResourceConfiguration, double> secondsOf)
    {
        var menus = new List<PlanMenu>();
        for (var function = 0; function < problem.Space.Ranges.Count; function++)
        {
            var configurations = ConfigurationsOf(problem, function);
            var stages = Enumerable.Range(0, problem.Workflow.Stages.Count)
                .Where(stage => problem.Space.RangeOfStage[stage] == function).ToArray();
            var seconds = stages
                .Select(stage => Array.ConvertAll(configurations, resources => secondsOf(stage, resources))).ToArray();
            var costs = configurations.Select((resources, at) =>
                problem.PerSecond(resources) * seconds.Sum(ofStage => ofStage[at])).ToArray();
            menus.Add(new PlanMenu(stages, costs, seconds));
        }

        var best = PlanSearch.Exact(
            problem.Workflow.Graph, menus, problem.Workflow.Qos.Latency.TotalSeconds, MostNodes);
        return best is not null && best.Bound >= best.Cost ? best.Cost : null;
    }

    private static ResourceConfiguration[] ConfigurationsOf(WorkflowProblem problem, int function) =>
        problem.Choices is { } choices
            ? [.. choices[function].Select(choice => choice.Resources)]
            : [.. problem.Space.Ranges[function].Grid()];
}
