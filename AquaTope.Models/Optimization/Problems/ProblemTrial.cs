namespace AquaTope.Models.Optimization.Problems;

/// <summary>One evaluation as a solver sees it.</summary>
/// <param name="Number">Its place in the run, from 0.</param>
/// <param name="Point">The point of the unit cube.</param>
/// <param name="Observed">The noisy values.</param>
public sealed record ProblemTrial(int Number, double[] Point, Evaluation Observed);
