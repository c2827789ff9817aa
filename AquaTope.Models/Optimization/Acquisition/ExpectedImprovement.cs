using AquaTope.Models.Optimization.Gaussian;

namespace AquaTope.Models.Optimization.Acquisition;

/// <summary>What one more evaluation promises, given beliefs about the objective (to be minimised) and
/// constraints.</summary>
public static class ExpectedImprovement
{
    /// <summary>The expected amount by which the objective falls below the incumbent.</summary>
    public static double Of(Prediction objective, double incumbent) => Math.Exp(LogOf(objective, incumbent));

    /// <summary>The logarithm of the expected improvement, finite however unlikely an improvement is.</summary>
    public static double LogOf(Prediction objective, double incumbent) =>
        NormalTail.LogImprovement((incumbent - objective.Mean) / objective.Deviation, out _)
        + Math.Log(objective.Deviation);

    /// <summary>
    /// The logarithm of the expected improvement times the probability that every constraint is at most 0, all being
    /// independent.
    /// </summary>
    public static double LogOf(Prediction objective, double incumbent, ReadOnlySpan<Prediction> constraints)
    {
        var sum = LogOf(objective, incumbent);
        foreach (var constraint in constraints)
            sum += NormalTail.LogProbability(-constraint.Mean / constraint.Deviation, out _);
        return sum;
    }
}
