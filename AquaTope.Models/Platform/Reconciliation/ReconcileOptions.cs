namespace AquaTope.Models.Platform.Reconciliation;

/// <summary>How what the platform has is compared with what it should have.</summary>
public sealed record ReconcileOptions
{
    /// <summary>From one comparison to the next; zero compares never.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    public DriftHandling OnDrift { get; init; } = DriftHandling.Report;
}
