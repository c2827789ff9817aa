using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform;

/// <summary>What came of a change.</summary>
public abstract record PlatformOutcome
{
    private PlatformOutcome()
    {
    }

    /// <summary>The platform is now as wished. <paramref name="Changed"/> is false when it already was.</summary>
    public sealed record Applied(bool Changed) : PlatformOutcome;

    /// <summary>
    /// The function has other limits than the change starts from (<see cref="PlatformChange.SetLimits.From"/>) and than
    /// it leads to; nothing was changed.
    /// </summary>
    public sealed record Differs(ResourceConfiguration Observed) : PlatformOutcome;

    /// <summary>The platform said no; the same change would be refused again.</summary>
    public sealed record Refused(string Reason) : PlatformOutcome;

    /// <summary>No answer, or an answer that may differ next time (5xx, 429, a timeout).</summary>
    public sealed record Unreachable(string Reason) : PlatformOutcome;
}
