namespace AquaTope.Models.Forecasting.Backtesting;

/// <summary>
/// Where a demand lies in the distribution that was forecast for it: its probability integral transform. A count is not
/// a point there but the step from <c>F(y − 1)</c> to <c>F(y)</c>, and lies evenly spread over it (Czado, Gneiting and
/// Held, Predictive Model Assessment for Count Data, Biometrics 2009). Calibrated forecasts have at each level as much
/// below it as it says, also where one count holds much of the distribution. The share of counts up to a quantile says
/// more than that: a series that is zero in a fifth of its windows has a fifth of them up to its 5 % quantile, which is
/// zero, however good the forecast.
/// </summary>
/// <param name="From">The chance of less.</param>
/// <param name="To">The chance of no more.</param>
internal readonly record struct CountTransform(double From, double To)
{
    /// <summary>
    /// The place of a demand. A distribution is continuous here, straight between the given quantiles and flat beyond
    /// them; a count stands for the half below and the half above it.
    /// </summary>
    /// <param name="levels">Rising levels within (0, 1).</param>
    /// <param name="quantiles">The quantiles there, in order.</param>
    /// <param name="demand">What came.</param>
    public static CountTransform Of(ReadOnlySpan<double> levels, ReadOnlySpan<double> quantiles, int demand) =>
        new(Chance(levels, quantiles, demand - 0.5), Chance(levels, quantiles, demand + 0.5));

    /// <summary>How much of it lies below a level.</summary>
    public double ShareBelow(double level) => To > From
        ? Math.Clamp((level - From) / (To - From), 0, 1)
        : level > To ? 1 : 0;

    private static double Chance(ReadOnlySpan<double> levels, ReadOnlySpan<double> quantiles, double value)
    {
        if (value < quantiles[0]) return 0;
        if (value >= quantiles[^1]) return 1;
        var above = 1;
        while (quantiles[above] <= value) above++;
        var (low, high) = (quantiles[above - 1], quantiles[above]);
        return levels[above - 1] + (value - low) / (high - low) * (levels[above] - levels[above - 1]);
    }
}
