using System.Numerics;

namespace AquaTope.Models.Optimization.Acquisition;

/// <summary>
/// What <see cref="NormalTail"/> tells of one number, of several at once: an acquisition asks for hundreds of each at
/// every point.
/// </summary>
internal static class NormalTails
{
    private static readonly Vector<double> RootHalf = new(Math.Sqrt(0.5));
    private static readonly Vector<double> RootTwoPi = new(Math.Sqrt(2 * Math.PI));
    private static readonly Vector<double> LogRootTwoPi = new(0.5 * Math.Log(2 * Math.PI));
    private static readonly Vector<double> RootInversePi = new(1 / Math.Sqrt(Math.PI));
    private static readonly Vector<double> Half = new(0.5);

    /// <summary>As <see cref="NormalTail.LogProbability"/>.</summary>
    public static Vector<double> LogProbability(Vector<double> z, out Vector<double> slope)
    {
        var scaled = ScaledErrorComplement(Vector.Abs(z) * RootHalf);
        var half = -Half * z * z;
        var decay = Vector.Exp(half);
        var above = Vector<double>.One - Half * decay * scaled;
        var isBelow = Vector.LessThan(z, Vector<double>.Zero);
        slope = Vector.ConditionalSelect(
            isBelow, new Vector<double>(2) / (RootTwoPi * scaled), decay / (RootTwoPi * above));
        var log = Vector.Log(Vector.ConditionalSelect(isBelow, Half * scaled, above));
        return Vector.ConditionalSelect(isBelow, log + half, log);
    }

    /// <summary>As <see cref="NormalTail.LogImprovement"/>.</summary>
    public static Vector<double> LogImprovement(Vector<double> z, out Vector<double> slope)
    {
        var scaled = ScaledErrorComplement(Vector.Abs(z) * RootHalf);
        var half = -Half * z * z;
        var decay = Vector.Exp(half);
        var tail = Half * decay * scaled;
        var probability = Vector.ConditionalSelect(
            Vector.LessThan(z, Vector<double>.Zero), tail, Vector<double>.One - tail);
        var improvement = decay / RootTwoPi + z * probability;

        var ratio = Half * RootTwoPi * scaled;
        var inverse = Vector<double>.One / (z * z);
        var series = inverse * (Vector<double>.One - inverse * (new Vector<double>(3)
            - inverse * (new Vector<double>(15) - new Vector<double>(105) * inverse)));
        var rest = Vector.ConditionalSelect(
            Vector.GreaterThan(z, new Vector<double>(NormalTail.Far)), Vector<double>.One + z * ratio, series);

        var isNear = Vector.GreaterThan(z, -Vector<double>.One);
        slope = Vector.ConditionalSelect(isNear, probability / improvement, ratio / rest);
        var log = Vector.Log(Vector.ConditionalSelect(isNear, improvement, rest));
        return Vector.ConditionalSelect(isNear, log, log + half - LogRootTwoPi);
    }

    // For x of at least 0; all three ranges are worked out, the right one is taken.
    private static Vector<double> ScaledErrorComplement(Vector<double> x)
    {
        var square = x * x;
        var near = Vector.Exp(square)
                   * (Vector<double>.One - x * Ratio(NormalTail.NearNumerator, NormalTail.NearDenominator, square));
        var middle = Ratio(NormalTail.MiddleNumerator, NormalTail.MiddleDenominator, x);
        var inverse = Vector<double>.One / square;
        var far = (RootInversePi - inverse * Ratio(NormalTail.FarNumerator, NormalTail.FarDenominator, inverse)) / x;
        return Vector.ConditionalSelect(
            Vector.LessThanOrEqual(x, new Vector<double>(NormalTail.NearEnd)), near,
            Vector.ConditionalSelect(Vector.LessThanOrEqual(x, new Vector<double>(NormalTail.MiddleEnd)), middle, far));
    }

    private static Vector<double> Ratio(
        ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator, Vector<double> x)
    {
        var (above, below) = (Vector<double>.Zero, Vector<double>.Zero);
        foreach (var coefficient in numerator) above = above * x + new Vector<double>(coefficient);
        foreach (var coefficient in denominator) below = below * x + new Vector<double>(coefficient);
        return above / below;
    }
}
