using AquaTope.Models.Identity;

namespace AquaTope.Models.Platform.Lanes;

/// <summary>What is wished of one knob, what the platform has, and how far the way between them is.</summary>
/// <param name="Desired">The newest wish.</param>
/// <param name="Because">The change that wished it.</param>
/// <param name="Applied">What the platform was last made to have; <see langword="null"/> before the first time.</param>
/// <param name="Progress">Where the newest wish stands.</param>
public sealed record Lane(PlatformChange Desired, ChangeId Because, PlatformChange? Applied, LaneProgress Progress);

/// <summary>
/// <code>
/// wish ──▶ Waiting ──call──▶ InFlight ──applied──▶ Settled
///             ▲                 ├──applied, a step only──▶ Stepping ──▶ Waiting
///             │                 ├──refused──▶ Abandoned
///             └── Retrying ◀────┘ unreachable
/// </code>
/// </summary>
public abstract record LaneProgress
{
    private LaneProgress()
    {
    }

    /// <summary>To be called as soon as a call is free, where the mode acts and nothing halts changes.</summary>
    public sealed record Waiting(int FailedAttempts) : LaneProgress;

    /// <summary>
    /// A call is under way for <paramref name="Change"/>, which need not be the newest wish any more.
    /// </summary>
    public sealed record InFlight(ChangeId Change, int FailedAttempts) : LaneProgress;

    /// <summary>The platform did not answer; the next attempt is due at <paramref name="At"/>.</summary>
    public sealed record Retrying(int FailedAttempts, DateTimeOffset At) : LaneProgress;

    /// <summary>The platform has gone one step of the way; the next is due at <paramref name="At"/>.</summary>
    public sealed record Stepping(DateTimeOffset At) : LaneProgress;

    /// <summary>The platform has what is desired since <paramref name="At"/>.</summary>
    public sealed record Settled(DateTimeOffset At) : LaneProgress;

    /// <summary>The platform refused; only a new wish moves the lane again.</summary>
    public sealed record Abandoned(string Reason) : LaneProgress;
}
