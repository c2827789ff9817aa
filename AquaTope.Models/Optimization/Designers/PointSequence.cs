using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Models.Optimization.Designers;

/// <summary>How designers without a model walk their sequence of points.</summary>
internal static class PointSequence
{
    // Where so many points in a row fall onto plans that are known already, the grid is as good as exhausted.
    private const int MostRepeats = 1000;

    /// <summary>
    /// The next plans that were not tried. Trial n begins to look at point n - 1; a point whose plan is in the history
    /// is passed over, so the place in the sequence need not be remembered.
    /// </summary>
    public static IReadOnlyList<ResourcePlan> Untried(
        SearchSpace space, Func<uint, double[]> pointAt, StudyHistory history, int count)
    {
        var plans = new List<ResourcePlan>();
        var position = (uint)Math.Max(0, history.NextNumber - 1);
        for (var repeats = 0; plans.Count < count && repeats < MostRepeats; position++)
        {
            var plan = space.ToPlan(pointAt(position));
            if (history.Contains(plan) || plans.Contains(plan))
            {
                repeats++;
                continue;
            }
            plans.Add(plan);
            repeats = 0;
        }
        return plans;
    }
}
