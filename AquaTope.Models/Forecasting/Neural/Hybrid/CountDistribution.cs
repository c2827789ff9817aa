namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>
/// The distribution that <see cref="CountLikelihood"/> describes: no demand, or one near to those before, or one more
/// than a negative binomial count.
/// </summary>
/// <param name="Active">The chance of any demand.</param>
/// <param name="Near">The chance that it then is near.</param>
/// <param name="Centre">The centre of what is near, at least 1.</param>
/// <param name="Spread">The scale of its logistic distribution.</param>
/// <param name="Excess">The mean of the negative binomial count.</param>
/// <param name="Variance">Its variance, more than its mean.</param>
internal readonly record struct CountDistribution(
    double Active, double Near, double Centre, double Spread, double Excess, double Variance)
{
    /// <summary>Below this logarithm the chance of a count of zero cannot be kept in a double.</summary>
    private const double LeastLog = -650;

    /// <summary>Counts beyond this are not gone through one by one.</summary>
    private const double LargestWalk = 2_000;

    /// <summary>The least overdispersion; rounding may leave less.</summary>
    private const double LeastOverdispersion = 1e-3;

    /// <summary>A logistic distribution of this scale looks the same in whole numbers.</summary>
    private const double WideSpread = 1;

    private const double FarSpreads = 20;
    private const double Negligible = 1e-9;
    private const double Half = 0.5;

    /// <summary>The expected demand.</summary>
    public double Mean => Active * (Near * NearMean + (1 - Near) * (1 + Excess));

    private double Size =>
        Excess * Excess / Math.Max(Variance - Excess, LeastOverdispersion * Excess * Excess);

    // What the logistic distribution of what is near has below the first count.
    private double NearNone => Logistic((Half - Centre) / Spread);

    private double NearMean => Spread < WideSpread ? NearMeanBySteps() : NearMeanByIntegral();

    /// <summary>The least demands that are not exceeded with the given chances.</summary>
    /// <param name="levels">The chances, rising.</param>
    /// <param name="values">Where the demands go.</param>
    public void Quantiles(ReadOnlySpan<double> levels, Span<double> values)
    {
        var size = Size;
        var logOfNone = -size * Math.Log(1 + Excess / size);
        if (logOfNone > LeastLog && Excess + 8 * Math.Sqrt(Variance) < LargestWalk && Centre < LargestWalk)
            Walk(levels, values, size, Math.Exp(logOfNone));
        else
            Search(levels, values);
    }

    // Adds up the chances of 0, 1, 2, … until every level is reached.
    private void Walk(ReadOnlySpan<double> levels, Span<double> values, double size, double ofNone)
    {
        var ratio = Excess / (size + Excess);
        var none = NearNone;
        var (chance, counted, below, demand) = (ofNone, 0.0, 1 - Active, 0);
        for (var i = 0; i < levels.Length; i++)
        {
            while (below < levels[i] && demand < LargestWalk)
            {
                counted += chance;
                chance *= ratio * (demand + size) / (demand + 1);
                demand++;
                below = 1 - Active + Active * (Near * NearUpTo(demand, none) + (1 - Near) * counted);
            }
            values[i] = demand;
        }
    }

    // Halves the interval that holds each quantile; large negative binomial counts are nearly gamma distributed.
    private void Search(ReadOnlySpan<double> levels, Span<double> values)
    {
        double low = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            values[i] = low;
            if (1 - Active >= levels[i]) continue;
            var high = Math.Max(1, 2 * low);
            while (UpTo(high) < levels[i] && high < int.MaxValue) high *= 2;
            while (high - low > Half)
            {
                var middle = (low + high) / 2;
                if (UpTo(middle) < levels[i]) low = middle;
                else high = middle;
            }
            values[i] = low = Math.Round(high);
        }
    }

    // The chances of more than each demand, from one on that is hardly undercut.
    private double NearMeanBySteps()
    {
        var demand = Math.Max(1, Math.Floor(Centre - FarSpreads * Spread));
        var mean = demand;
        for (var more = 1 - NearUpTo(demand); more > Negligible; more = 1 - NearUpTo(++demand)) mean += more;
        return mean;
    }

    // Above one half: the integral of the survival function, over the chance of being there.
    private double NearMeanByIntegral()
    {
        var above = (Centre - Half) / Spread;
        return Half + Spread * (above + Math.Log(1 + Math.Exp(-above))) / Logistic(above);
    }

    private double UpTo(double demand) =>
        1 - Active + Active * (Near * NearUpTo(demand) + (1 - Near) * GammaUpTo(demand));

    private double NearUpTo(double demand) => NearUpTo(demand, NearNone);

    private double NearUpTo(double demand, double none) =>
        (Logistic((demand + Half - Centre) / Spread) - none) / (1 - none);

    // The cube root of a gamma variable is nearly normal (Wilson and Hilferty, 1931).
    private double GammaUpTo(double demand)
    {
        if (demand < Half) return 0;
        var root = Variance / (9 * Excess * Excess);
        return Normal((Math.Cbrt((demand - Half) / Excess) - 1 + root) / Math.Sqrt(root));
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    // Abramowitz and Stegun 26.2.17, within 7.5e-8.
    private static double Normal(double z)
    {
        var t = 1 / (1 + 0.2316419 * Math.Abs(z));
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * t *
            (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z >= 0 ? 1 - tail : tail;
    }
}
