namespace AquaTope.Models.Simulation;

/// <summary>A duration whose logarithm is normally distributed.</summary>
/// <param name="Median">Half of the draws lie below it.</param>
/// <param name="Sigma">Standard deviation of the natural logarithm; zero makes the duration certain.</param>
public readonly record struct LognormalTime(TimeSpan Median, double Sigma)
{
    /// <summary>A duration without spread.</summary>
    public static LognormalTime Always(TimeSpan duration) => new(duration, 0);

    /// <summary>
    /// The duration that lies <paramref name="normal"/> standard deviations above the median on the log scale.
    /// </summary>
    public TimeSpan At(double normal) => Median * Math.Exp(Sigma * normal);
}
