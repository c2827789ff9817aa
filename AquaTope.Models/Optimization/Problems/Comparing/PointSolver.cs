using AquaTope.Models.Optimization.BlackBox;
using AquaTope.Models.Optimization.BlackBox.Designers;

namespace AquaTope.Models.Optimization.Problems.Comparing;

/// <summary>Solves a problem as a black box: what its stages took is not looked at.</summary>
public sealed class PointSolver(IPointDesigner designer) : IProblemSolver
{
    public string Name => designer.Name;

    public IReadOnlyList<double[]> Suggest(IReadOnlyList<ProblemTrial> trials, int count) =>
        designer.Suggest(Seen(trials), count);

    public double[]? Recommend(IReadOnlyList<ProblemTrial> trials) => designer.Recommend(Seen(trials));

    private static PointTrial[] Seen(IReadOnlyList<ProblemTrial> trials) =>
        [.. trials.Select(trial => trial.Observed is Evaluation.Measured seen
            ? new PointTrial(trial.Point, seen.Objective, [.. seen.Constraints], false)
            : new PointTrial(trial.Point, double.NaN, [], true))];
}
