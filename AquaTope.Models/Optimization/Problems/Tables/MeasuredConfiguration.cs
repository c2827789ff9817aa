using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization.Problems.Tables;

/// <summary>One configuration of a measured stage.</summary>
/// <param name="Resources">Its cores and memory.</param>
/// <param name="Seconds">One value per repetition; <see langword="null"/> for one that failed. At least one.</param>
public sealed record MeasuredConfiguration(ResourceConfiguration Resources, IReadOnlyList<double?> Seconds)
{
    /// <summary>The mean over the repetitions; infinite where one of them failed.</summary>
    public double Mean { get; } =
        Seconds.Any(value => value is null) ? double.PositiveInfinity : Seconds.Average(value => value!.Value);
}
