namespace AquaTope.Models.Tuning;

/// <summary>How long an adopted plan is on trial in production, and when it is taken back.</summary>
public sealed record CanaryOptions
{
    /// <summary>Runs under the plan after which it is kept, if it was in force for long enough.</summary>
    public int Runs { get; init; } = 100;

    /// <summary>Windows after which it is kept, if enough runs were seen.</summary>
    public int Windows { get; init; } = 10;

    /// <summary>The probability, at most, that a plan is taken back which is no worse than the one before.</summary>
    public double FalseTakeBacks { get; init; } = 0.01;

    /// <summary>
    /// How much dearer than the median run under the plan before a run may be, as a share of it, without speaking
    /// against the plan.
    /// </summary>
    public double CostTolerance { get; init; } = 0.1;

    /// <summary>What is wrong with the options, one sentence each; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (Runs < 1) yield return $"Runs is {Runs}; it must be at least 1.";
        if (Windows < 0) yield return $"Windows is {Windows}; it must not be negative.";
        if (!(FalseTakeBacks is > 0 and < 1))
            yield return $"FalseTakeBacks is {FalseTakeBacks}; it must lie between 0 and 1.";
        if (!(CostTolerance >= 0)) yield return $"CostTolerance is {CostTolerance}; it must not be negative.";
    }
}
