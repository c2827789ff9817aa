using AquaTope.Models.Pricing;

namespace AquaTope.Models.Tuning;

/// <summary>When a workflow is studied, and how its answers are put in force.</summary>
public sealed record TuningOptions
{
    /// <summary>The seed from which every study's own is derived.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Runs to see before the first study.</summary>
    public int RunsToProfile { get; init; } = 20;

    /// <summary>Windows in a row without a run after which the first study begins all the same.</summary>
    public int QuietWindows { get; init; } = 3;

    /// <summary>Mean number of runs between two false alarms of the drift test, at least.</summary>
    public double RunsBetweenFalseAlarms { get; init; } = 10_000;

    /// <summary>
    /// Mean number of runs between two false alarms of the watches over execution times, all functions of a workflow
    /// together, at least.
    /// </summary>
    public double RunsBetweenFalseChanges { get; init; } = 10_000;

    /// <summary>
    /// By which factor, above 1, a function's execution time must have moved for another study, in either direction.
    /// </summary>
    public double SmallestChange { get; init; } = 1.2;

    /// <summary>
    /// Windows a plan is served at least before a drift starts another study. Where no plan keeps the promise, this
    /// bounds what is spent on looking for one.
    /// </summary>
    public int WindowsBetweenStudies { get; init; } = 60;

    /// <summary>Whether an adopted plan is on trial in production before it is kept.</summary>
    public bool Canaries { get; init; }

    public CanaryOptions Canary { get; init; } = new();

    /// <summary>What runs cost: an adopted plan is compared with the one before by it.</summary>
    public PriceModel Prices { get; init; } = new();

    /// <summary>What is wrong with the options, one sentence each; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (RunsToProfile < 1) yield return $"RunsToProfile is {RunsToProfile}; it must be at least 1.";
        if (QuietWindows < 1) yield return $"QuietWindows is {QuietWindows}; it must be at least 1.";
        if (!(RunsBetweenFalseAlarms > 1))
            yield return $"RunsBetweenFalseAlarms is {RunsBetweenFalseAlarms}; it must be above 1.";
        if (WindowsBetweenStudies < 0)
            yield return $"WindowsBetweenStudies is {WindowsBetweenStudies}; it must not be negative.";
        if (!(RunsBetweenFalseChanges > 1))
            yield return $"RunsBetweenFalseChanges is {RunsBetweenFalseChanges}; it must be above 1.";
        if (!(SmallestChange > 1)) yield return $"SmallestChange is {SmallestChange}; it must be above 1.";
        foreach (var problem in Canary.Problems()) yield return $"Canary: {problem}";
    }
}
