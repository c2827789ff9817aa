namespace AquaTope.Models.Optimization.BlackBox;

/// <summary>The answer of designers without a model.</summary>
internal static class ObservedBest
{
    /// <summary>The point of the least observed objective among those that looked feasible.</summary>
    public static double[]? Of(IReadOnlyList<PointTrial> history) =>
        history.Where(trial => trial.LooksFeasible).MinBy(trial => trial.Objective)?.Point;
}
