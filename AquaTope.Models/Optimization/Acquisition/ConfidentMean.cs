using AquaTope.Models.Optimization.Gaussian;

namespace AquaTope.Models.Optimization.Acquisition;

/// <summary>
/// Values a point by its expected objective (to be minimised) where every constraint is kept with a margin, less a
/// steep penalty elsewhere: what one would apply if this were the last evaluation.
/// </summary>
/// <param name="objective">In units of its spread.</param>
/// <param name="constraints">In units of their spread.</param>
/// <param name="margin">How many standard deviations a constraint is to stay below 0.</param>
public sealed class ConfidentMean(
    GaussianProcess objective, IReadOnlyList<GaussianProcess> constraints, double margin) : IAcquisition
{
    // A constraint missed by a hundredth of its spread outweighs a tenth of the objective's.
    private const double Steepness = 1e3;

    // Keeps the slope of a deviation finite at an observation without noise.
    private const double LeastVariance = 1e-12;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var d = point.Length;
        Span<double> meanGradient = stackalloc double[d];
        Span<double> varianceGradient = stackalloc double[d];
        var value = -objective.Predict(point, meanGradient, varianceGradient).Mean;
        for (var j = 0; j < gradient.Length; j++) gradient[j] = -meanGradient[j];
        foreach (var constraint in constraints)
        {
            var belief = constraint.Predict(point, meanGradient, varianceGradient);
            var deviation = Math.Sqrt(belief.Variance + LeastVariance);
            var excess = belief.Mean + margin * deviation;
            if (excess <= 0) continue;
            value -= Steepness * excess * excess;
            for (var j = 0; j < gradient.Length; j++)
                gradient[j] -= 2 * Steepness * excess
                               * (meanGradient[j] + margin * varianceGradient[j] / (2 * deviation));
        }
        return value;
    }

    /// <summary>Has no effect: the mean does not change where nothing was observed.</summary>
    public void Choose(ReadOnlySpan<double> point)
    {
    }
}
