namespace AquaTope.Models.Optimization.BlackBox;

/// <summary>One evaluation of a black box: minimise the objective where every constraint is at most zero.</summary>
/// <param name="Point">Where it was evaluated, in the unit cube.</param>
/// <param name="Objective">The observed objective; meaningless where the evaluation failed.</param>
/// <param name="Constraints">The observed constraints, kept where at most 0; empty where the evaluation failed.</param>
/// <param name="Failed">Whether nothing could be observed there: evidence that the point is not feasible.</param>
public sealed record PointTrial(double[] Point, double Objective, double[] Constraints, bool Failed)
{
    /// <summary>Whether the evaluation succeeded and every observed constraint was kept.</summary>
    public bool LooksFeasible => !Failed && Array.TrueForAll(Constraints, value => value <= 0);
}
