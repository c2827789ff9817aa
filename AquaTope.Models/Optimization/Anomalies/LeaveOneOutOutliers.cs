using AquaTope.Models.Optimization.Gaussian;

namespace AquaTope.Models.Optimization.Anomalies;

/// <summary>
/// Finds the observations that all others speak against: those outside the 95 % interval of what a process given the
/// others predicts an observation there to be, noise included.
/// </summary>
public static class LeaveOneOutOutliers
{
    // The 97.5 % quantile of the standard normal distribution.
    private const double Interval = 1.959963984540054;

    // One in twenty lies outside by chance alone; more than twice that share speaks against the model, not the data.
    private const double MostShare = 0.1;

    /// <summary>The positions of the outliers, at most a tenth of all, worst first.</summary>
    /// <param name="process">A fitted process.</param>
    /// <param name="disregarded">For each observation, whether it does not count anyway.</param>
    public static IReadOnlyList<int> Find(GaussianProcess process, ReadOnlySpan<bool> disregarded)
    {
        var predictions = process.LeaveOneOut();
        var outliers = new List<(int Position, double Distance)>();
        for (var i = 0; i < predictions.Length; i++)
        {
            if (disregarded[i]) continue;
            var distance = Math.Abs(process.Values[i] - predictions[i].Mean) / predictions[i].Deviation;
            if (distance > Interval) outliers.Add((i, distance));
        }
        return
        [
            .. outliers.OrderByDescending(outlier => outlier.Distance)
                .Take((int)(MostShare * predictions.Length)).Select(outlier => outlier.Position)
        ];
    }
}
