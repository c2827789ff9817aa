namespace AquaTope.Models.Optimization.Acquisition;

/// <summary>
/// The standard normal distribution and the expected improvement it implies, in logarithms that stay exact far out in
/// the tail, where the values themselves are zero (Ament et al., NeurIPS'23).
/// </summary>
public static class NormalTail
{
    private static readonly double RootTwo = Math.Sqrt(2);
    private static readonly double RootTwoPi = Math.Sqrt(2 * Math.PI);
    private static readonly double LogRootTwoPi = Math.Log(RootTwoPi);

    // Below, 1 + z Phi/phi loses the more digits the larger z^2; its asymptotic series has none to lose.
    internal const double Far = -40;

    // Where one approximation of the error function gives way to the next.
    internal const double NearEnd = 0.46875;
    internal const double MiddleEnd = 4;

    /// <summary>The density.</summary>
    public static double Density(double z) => Math.Exp(-0.5 * z * z) / RootTwoPi;

    /// <summary>The probability of at most z.</summary>
    public static double Probability(double z) =>
        z < 0 ? 0.5 * Math.Exp(-0.5 * z * z) * ScaledErrorComplement(-z / RootTwo)
            : 1 - 0.5 * Math.Exp(-0.5 * z * z) * ScaledErrorComplement(z / RootTwo);

    /// <summary>The logarithm of the probability of at most z.</summary>
    /// <param name="z">Any number.</param>
    /// <param name="slope">Its derivative, density over probability.</param>
    public static double LogProbability(double z, out double slope)
    {
        if (z < 0)
        {
            var scaled = ScaledErrorComplement(-z / RootTwo);
            slope = 2 / (RootTwoPi * scaled);
            return Math.Log(0.5 * scaled) - 0.5 * z * z;
        }
        var probability = Probability(z);
        slope = Density(z) / probability;
        return Math.Log(probability);
    }

    /// <summary>The logarithm of phi(z) + z Phi(z), the expected improvement in units of its deviation.</summary>
    /// <param name="z">By how many deviations the mean is better than the incumbent.</param>
    /// <param name="slope">Its derivative, Phi(z) over phi(z) + z Phi(z).</param>
    public static double LogImprovement(double z, out double slope)
    {
        if (z > -1)
        {
            var probability = Probability(z);
            var improvement = Density(z) + z * probability;
            slope = probability / improvement;
            return Math.Log(improvement);
        }

        // phi + z Phi = phi (1 + z m) with Mills' ratio m = Phi/phi.
        var ratio = 0.5 * RootTwoPi * ScaledErrorComplement(-z / RootTwo);
        var inverse = 1 / (z * z);
        var rest = z > Far ? 1 + z * ratio : inverse * (1 - inverse * (3 - inverse * (15 - 105 * inverse)));
        slope = ratio / rest;
        return Math.Log(rest) - 0.5 * z * z - LogRootTwoPi;
    }

    /// <summary>exp(x^2) erfc(x) for x of at least 0, to about 16 digits (Cody, Mathematics of Computation 23,
    /// 1969).</summary>
    private static double ScaledErrorComplement(double x)
    {
        if (x <= NearEnd)
        {
            var square = x * x;
            return Math.Exp(square) * (1 - x * Ratio(NearNumerator, NearDenominator, square));
        }
        if (x <= MiddleEnd) return Ratio(MiddleNumerator, MiddleDenominator, x);
        var inverse = 1 / (x * x);
        return (1 / Math.Sqrt(Math.PI) - inverse * Ratio(FarNumerator, FarDenominator, inverse)) / x;
    }

    // Coefficients from the highest power down.
    private static double Ratio(ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator, double x)
    {
        var (above, below) = (0.0, 0.0);
        foreach (var coefficient in numerator) above = above * x + coefficient;
        foreach (var coefficient in denominator) below = below * x + coefficient;
        return above / below;
    }

    internal static ReadOnlySpan<double> NearNumerator =>
    [
        1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2, 3.77485237685302021e2,
        3.20937758913846947e3
    ];

    internal static ReadOnlySpan<double> NearDenominator =>
    [
        1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3
    ];

    internal static ReadOnlySpan<double> MiddleNumerator =>
    [
        2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1,
        2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3,
        1.23033935479799725e3
    ];

    internal static ReadOnlySpan<double> MiddleDenominator =>
    [
        1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
        3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3
    ];

    internal static ReadOnlySpan<double> FarNumerator =>
    [
        1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
        1.60837851487422766e-2, 6.58749161529837803e-4
    ];

    internal static ReadOnlySpan<double> FarDenominator =>
    [
        1, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2,
        2.33520497626869185e-3
    ];
}
