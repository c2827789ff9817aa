namespace AquaTope.Models.Platform.Lanes;

/// <summary>Whether the platform is being called at all.</summary>
public abstract record Circuit
{
    private Circuit()
    {
    }

    /// <summary>Calls go out; so many in a row have found nobody.</summary>
    public sealed record Closed(int ConsecutiveFailures) : Circuit;

    /// <summary>
    /// Too many calls in a row found nobody: wishes are accepted and coalesced, nothing is called before
    /// <paramref name="Until"/>.
    /// </summary>
    public sealed record Broken(DateTimeOffset Until) : Circuit;

    /// <summary>The pause is over and one call is out to see whether the platform is back.</summary>
    public sealed record Probing : Circuit;
}
