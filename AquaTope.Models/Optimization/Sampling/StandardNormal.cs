namespace AquaTope.Models.Optimization.Sampling;

/// <summary>Quantiles of the standard normal distribution and of Student's.</summary>
public static class StandardNormal
{
    /// <summary>
    /// The value that is not exceeded with this probability, to about 16 digits (Wichura, AS 241, 1988).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability lies outside (0, 1).</exception>
    public static double Quantile(double probability)
    {
        if (!(probability is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in (0, 1).");

        var centred = probability - 0.5;
        if (Math.Abs(centred) <= 0.425)
        {
            var r = 0.180625 - centred * centred;
            return centred * Ratio(CentreNumerator, CentreDenominator, r);
        }

        var tail = Math.Sqrt(-Math.Log(centred < 0 ? probability : 1 - probability));
        var value = tail <= 5
            ? Ratio(MiddleNumerator, MiddleDenominator, tail - 1.6)
            : Ratio(FarNumerator, FarDenominator, tail - 5);
        return centred < 0 ? -value : value;
    }

    /// <summary>
    /// Student's quantile by the Cornish-Fisher expansion to the fourth order (Abramowitz and Stegun 26.7.5); within
    /// 0.5 % for four degrees of freedom or more and probabilities up to 0.99.
    /// </summary>
    public static double StudentQuantile(double probability, double degreesOfFreedom)
    {
        var z = Quantile(probability);
        var z2 = z * z;
        var n = degreesOfFreedom;
        var first = z * (z2 + 1) / 4;
        var second = z * ((5 * z2 + 16) * z2 + 3) / 96;
        var third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
        var fourth = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
        return z + (first + (second + (third + fourth / n) / n) / n) / n;
    }

    private static double Ratio(double[] numerator, double[] denominator, double x) =>
        Polynomial(numerator, x) / Polynomial(denominator, x);

    // Coefficients from the highest power down.
    private static double Polynomial(double[] coefficients, double x)
    {
        var value = 0.0;
        foreach (var coefficient in coefficients) value = value * x + coefficient;
        return value;
    }

    private static readonly double[] CentreNumerator =
    [
        2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
        13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608
    ];

    private static readonly double[] CentreDenominator =
    [
        5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
        5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0
    ];

    private static readonly double[] MiddleNumerator =
    [
        7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
        3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734
    ];

    private static readonly double[] MiddleDenominator =
    [
        1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
        0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0
    ];

    private static readonly double[] FarNumerator =
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
        0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772
    ];

    private static readonly double[] FarDenominator =
    [
        2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
        0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0
    ];
}
