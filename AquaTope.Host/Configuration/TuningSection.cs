using AquaTope.Models.Platform;
using AquaTope.Models.Pricing;
using AquaTope.Models.Tuning;

namespace AquaTope.Host.Configuration;

/// <summary>Section <c>Tuning</c>: when a workflow is studied, and how its answers are put in force.</summary>
public sealed record TuningSection
{
    private static readonly TuningOptions Defaults = new();

    /// <summary>Runs to see before the first study.</summary>
    public int RunsToProfile { get; init; } = Defaults.RunsToProfile;

    /// <summary>Windows in a row without a run after which the first study begins all the same.</summary>
    public int QuietWindows { get; init; } = Defaults.QuietWindows;

    /// <summary>Mean number of runs between two false alarms about the promise, at least.</summary>
    public double RunsBetweenFalseAlarms { get; init; } = Defaults.RunsBetweenFalseAlarms;

    /// <summary>Mean number of runs between two false alarms about execution times, at least.</summary>
    public double RunsBetweenFalseChanges { get; init; } = Defaults.RunsBetweenFalseChanges;

    /// <summary>The factor by which an execution time must have moved for another study.</summary>
    public double SmallestChange { get; init; } = Defaults.SmallestChange;

    /// <summary>Windows a plan is served at least before a drift starts another study.</summary>
    public int WindowsBetweenStudies { get; init; } = Defaults.WindowsBetweenStudies;

    /// <summary>How long a plan is on trial in mode <c>canary</c>, and when it is taken back.</summary>
    public CanaryOptions Canary { get; init; } = new();

    public IEnumerable<string> Problems() => ToOptions(0, OperatingMode.Observe, new PriceModel()).Problems()
        .Select(problem => $"Tuning: {problem}");

    /// <summary>The decider's options under the node's seed, mode and prices.</summary>
    public TuningOptions ToOptions(int seed, OperatingMode mode, PriceModel prices) => new()
    {
        Seed = (ulong)seed,
        RunsToProfile = RunsToProfile,
        QuietWindows = QuietWindows,
        RunsBetweenFalseAlarms = RunsBetweenFalseAlarms,
        RunsBetweenFalseChanges = RunsBetweenFalseChanges,
        SmallestChange = SmallestChange,
        WindowsBetweenStudies = WindowsBetweenStudies,
        Canaries = mode == OperatingMode.Canary,
        Canary = Canary,
        Prices = prices
    };
}
