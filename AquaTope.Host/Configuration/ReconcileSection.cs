using AquaTope.Models.Platform.Reconciliation;

namespace AquaTope.Host.Configuration;

/// <summary>
/// Section <c>Reconcile</c>: how often what the platform has is compared with what it was given, and what then.
/// </summary>
public sealed record ReconcileSection
{
    /// <summary>From one comparison to the next, in seconds; 0 compares never.</summary>
    public double Seconds { get; init; } = 300;

    /// <summary>
    /// What becomes of limits that somebody else changed, and of stem cells that invokers keep otherwise.
    /// </summary>
    public DriftHandling OnDrift { get; init; } = DriftHandling.Report;

    public IEnumerable<string> Problems()
    {
        if (!(Seconds == 0 || Seconds is >= 1 and <= 86_400))
            yield return $"Reconcile:Seconds is {Seconds}; it must lie between 1 and 86400, or be 0 for never.";
    }

    public ReconcileOptions ToOptions() => new() { Interval = TimeSpan.FromSeconds(Seconds), OnDrift = OnDrift };
}
