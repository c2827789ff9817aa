namespace AquaTope.Models.Forecasting.Backtesting;

/// <summary>
/// The continuous ranked probability score: the pinball loss over all levels, twice its integral. It has the unit of
/// demand, and is the absolute error of a forecast that is certain.
/// </summary>
internal static class ContinuousRankedProbability
{
    /// <summary>
    /// The score of a distribution whose quantile function is straight between the given quantiles and flat beyond
    /// them, exactly: <c>2∫(1[y &lt; q(τ)] − τ)(q(τ) − y)dτ</c>.
    /// </summary>
    /// <param name="levels">Rising levels within (0, 1).</param>
    /// <param name="quantiles">The quantiles there, in order.</param>
    /// <param name="demand">What came.</param>
    public static double Score(ReadOnlySpan<double> levels, ReadOnlySpan<double> quantiles, double demand)
    {
        var sum = Part(0, levels[0], quantiles[0], quantiles[0], demand)
                  + Part(levels[^1], 1, quantiles[^1], quantiles[^1], demand);
        for (var k = 1; k < levels.Length; k++)
        {
            var (from, to, low, high) = (levels[k - 1], levels[k], quantiles[k - 1], quantiles[k]);
            if (low < demand && demand < high)
            {
                // The loss has a kink where the quantile function passes the demand.
                var at = from + (to - from) * (demand - low) / (high - low);
                sum += Part(from, at, low, demand, demand) + Part(at, to, demand, high, demand);
            }
            else
            {
                sum += Part(from, to, low, high, demand);
            }
        }
        return 2 * sum;
    }

    // Simpson's rule, which is exact for the parabola that the loss is where the quantile function is straight.
    private static double Part(double from, double to, double low, double high, double demand)
    {
        var side = low + high > 2 * demand ? 1 : 0;
        var middle = (side - (from + to) / 2) * ((low + high) / 2 - demand);
        return (to - from) / 6 * ((side - from) * (low - demand) + 4 * middle + (side - to) * (high - demand));
    }
}
