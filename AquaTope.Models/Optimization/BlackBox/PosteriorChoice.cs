using AquaTope.Models.Optimization.Acquisition;

namespace AquaTope.Models.Optimization.BlackBox;

/// <summary>Orders evaluated points by what models believe of them.</summary>
internal static class PosteriorChoice
{
    // A point is as good as feasible from here, and not worth an answer below there.
    private const double Confident = 0.9;
    private const double Doubtful = 0.5;

    /// <summary>
    /// The points that are confidently feasible by posterior mean, then the others by probability of feasibility.
    /// </summary>
    public static IEnumerable<double[]> Ranked(IReadOnlyList<OutputModel> models, IEnumerable<double[]> points) =>
        Judged(models, points)
            .OrderBy(judged => judged.Feasible >= Confident ? 0 : 1)
            .ThenBy(judged => judged.Feasible >= Confident ? judged.Mean : -judged.Feasible)
            .Select(judged => judged.Point);

    /// <summary>
    /// The confidently feasible point of the best posterior mean; where there is none, the most probably feasible one
    /// as long as it is more probably feasible than not.
    /// </summary>
    public static double[]? Best(IReadOnlyList<OutputModel> models, TrialTable table)
    {
        var judged = Judged(models, table.Points.Where((_, i) => !table.Failed[i])).ToList();
        var confident = judged.Where(candidate => candidate.Feasible >= Confident).ToList();
        if (confident.Count > 0) return confident.MinBy(candidate => candidate.Mean).Point;
        var likeliest = judged.MaxBy(candidate => candidate.Feasible);
        return likeliest.Feasible >= Doubtful ? likeliest.Point : null;
    }

    private static IEnumerable<(double[] Point, double Mean, double Feasible)> Judged(
        IReadOnlyList<OutputModel> models, IEnumerable<double[]> points) => points.Select(point =>
    {
        var feasible = 1.0;
        foreach (var constraint in models.Skip(1))
        {
            var limit = constraint.Process.Predict(point);
            feasible *= NormalTail.Probability(-limit.Mean / Math.Max(limit.Deviation, 1e-12));
        }
        return (point, models[0].Process.Predict(point).Mean, feasible);
    });
}
