namespace AquaTope.Actors.Decisions.Listing;

/// <summary>How decisions are listed.</summary>
public sealed record DecisionsOptions
{
    /// <summary>How long a decision stays in the list. The journal keeps it longer.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(400);
}
