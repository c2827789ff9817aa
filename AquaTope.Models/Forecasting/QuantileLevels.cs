namespace AquaTope.Models.Forecasting;

/// <summary>The levels at which forecasters that work on quantiles keep a predictive distribution.</summary>
/// <remarks>
/// Every twentieth in the middle and finer in the tails: pools are sized by the upper one, and an interval is judged by
/// both.
/// </remarks>
public static class QuantileLevels
{
    private static readonly double[] Levels =
    [
        0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5,
        0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999
    ];

    /// <summary>All levels, rising.</summary>
    public static ReadOnlySpan<double> All => Levels;

    /// <summary>How many there are.</summary>
    public static int Count => Levels.Length;

    /// <summary>The index of the median.</summary>
    public static int Median { get; } = Array.IndexOf(Levels, 0.5);

    /// <summary>
    /// The mean of a distribution whose quantiles at these levels are given: the integral of the quantile function, by
    /// trapezoids and flat beyond the outermost levels.
    /// </summary>
    public static double Mean(ReadOnlySpan<double> quantiles)
    {
        var sum = Levels[0] * quantiles[0] + (1 - Levels[^1]) * quantiles[^1];
        for (var k = 1; k < Levels.Length; k++)
            sum += (Levels[k] - Levels[k - 1]) * (quantiles[k] + quantiles[k - 1]) / 2;
        return sum;
    }

    /// <summary>
    /// Makes values a quantile function of demand: not negative, and those that cross put in order.
    /// </summary>
    public static void Order(Span<double> quantiles)
    {
        for (var k = 0; k < quantiles.Length; k++) quantiles[k] = Math.Max(0, quantiles[k]);
        // Insertion sort: the values are nearly sorted, and there are few.
        for (var k = 1; k < quantiles.Length; k++)
        {
            var value = quantiles[k];
            var at = k;
            for (; at > 0 && quantiles[at - 1] > value; at--) quantiles[at] = quantiles[at - 1];
            quantiles[at] = value;
        }
    }
}
