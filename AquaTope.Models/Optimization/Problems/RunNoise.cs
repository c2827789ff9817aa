namespace AquaTope.Models.Optimization.Problems;

/// <summary>What disturbs the runs of a modelled workflow.</summary>
/// <param name="Sigma">Standard deviation of the logarithm of a stage's time; at least 0.</param>
/// <param name="StragglerRate">The share of stage runs that straggle, in [0, 1].</param>
/// <param name="StragglerFactor">By how much a straggler is slower; at least 1.</param>
/// <param name="FailureRate">The share of stage runs that fail whatever their resources, in [0, 1].</param>
public sealed record RunNoise(
    double Sigma = 0.1, double StragglerRate = 0.02, double StragglerFactor = 3, double FailureRate = 0)
{
    public static RunNoise Default { get; } = new();
}
