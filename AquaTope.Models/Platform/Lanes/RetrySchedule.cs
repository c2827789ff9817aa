namespace AquaTope.Models.Platform.Lanes;

/// <summary>
/// When to call again a platform that did not answer: doubling delays with jitter that follows from the seed.
/// </summary>
public sealed record RetrySchedule
{
    /// <summary>The delay before the second attempt, before jitter.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No delay is longer.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Spreads the lanes of one node, and one run from another.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// The delay after so many unanswered attempts (at least 1): between half of and the whole of
    /// <c>min(First * 2^(attempts-1), Longest)</c>.
    /// </summary>
    public TimeSpan DelayAfter(LaneKey lane, int failedAttempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failedAttempts, 1);
        var doubled = First.TotalSeconds * Math.Pow(2, Math.Min(failedAttempts - 1, 62));
        var ceiling = Math.Min(doubled, Longest.TotalSeconds);
        return TimeSpan.FromSeconds(ceiling * (0.5 + 0.5 * StableHash.Unit(lane.Value, Seed, failedAttempts)));
    }
}
