using System.Collections.Immutable;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform.Rollbacks;

/// <summary>The limits a function had, oldest first.</summary>
/// <param name="Original">What it had before the first change; <see langword="null"/> where that is not known.</param>
/// <param name="Applied">What it was given since; the newest <see cref="Kept"/>.</param>
public sealed record LimitsHistory(ResourceConfiguration? Original, ImmutableList<AppliedLimits> Applied)
{
    /// <summary>Limits kept; beyond them the oldest are forgotten, never the original ones.</summary>
    public const int Kept = 100;

    public static LimitsHistory Unknown { get; } = new(null, []);

    /// <summary>The history after one more change. Steps of one cause count as one change.</summary>
    public LimitsHistory With(AppliedLimits change)
    {
        var earlier = Applied is [.., var last] && last.Cause == change.Cause
            ? Applied.RemoveAt(Applied.Count - 1)
            : Applied;
        var applied = earlier.Add(change);
        return this with { Applied = applied.Count > Kept ? applied.RemoveAt(0) : applied };
    }

    /// <summary>What the function had at an instant.</summary>
    public ResourceConfiguration? At(DateTimeOffset instant) =>
        Applied.LastOrDefault(change => change.At <= instant)?.Resources ?? Original;
}
