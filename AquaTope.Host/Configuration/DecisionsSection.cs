using AquaTope.Actors.Decisions.Listing;


namespace AquaTope.Host.Configuration;

/// <summary>Section <c>Decisions</c>: the list of what was decided.</summary>
public sealed record DecisionsSection
{
    /// <summary>Days for which a decision stays in the list; the journal keeps it longer.</summary>
    public int RetentionDays { get; init; } = 400;

    public IEnumerable<string> Problems()
    {
        if (RetentionDays is < 1 or > 36_500)
            yield return $"Decisions:RetentionDays is {RetentionDays}; it must lie between 1 and 36500.";
    }

    public DecisionsOptions ToOptions() => new() { Retention = TimeSpan.FromDays(RetentionDays) };
}
