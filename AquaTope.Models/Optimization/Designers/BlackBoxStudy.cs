using AquaTope.Models.Optimization.BlackBox;
using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Models.Optimization.Designers;

/// <summary>A study of a workflow as a black box: points for plans, cost and end-to-end latency for
/// measurements.</summary>
internal static class BlackBoxStudy
{
    /// <summary>The unit cube of the space with the grids of its ranges; the space must leave something to
    /// choose.</summary>
    public static PointSpace SpaceOf(SearchSpace space) => new([.. space.Ranges.SelectMany(Steps)]);

    /// <summary>
    /// What was measured so far: the mean cost of a run, and by which share of the promised latency the slowest run
    /// missed it. The point is that of the plan as it was applied, on the grid.
    /// </summary>
    public static IReadOnlyList<PointTrial> Known(StudyDefinition study, StudyHistory history)
    {
        var promised = study.Workflow.Qos.Latency;
        return [.. history.Trials.Where(trial => trial is not Trial.Pending).Select(Seen)];

        PointTrial Seen(Trial trial)
        {
            var point = study.Space.ToPoint(trial.Plan);
            return trial is Trial.Measured { Runs.Count: > 0 } measured
                ? new PointTrial(
                    point, Recommendation.MeanCost(study, measured).Amount,
                    [(measured.Runs.Max(run => run.EndToEnd) - promised) / promised], false)
                : new PointTrial(point, double.NaN, [], true);
        }
    }

    /// <summary>The points of the trials under way.</summary>
    public static IReadOnlyList<double[]> Pending(StudyDefinition study, StudyHistory history) =>
        [.. history.Trials.OfType<Trial.Pending>().Select(trial => study.Space.ToPoint(trial.Plan))];

    private static IEnumerable<int> Steps(ResourceRange range)
    {
        if (range.VariesCpu)
            yield return (range.MaximumCpu.Millicores - range.MinimumCpu.Millicores) / range.CpuStep.Millicores;
        if (range.VariesMemory)
            yield return (range.MaximumMemory.Megabytes - range.MinimumMemory.Megabytes) / range.MemoryStep.Megabytes;
    }
}
