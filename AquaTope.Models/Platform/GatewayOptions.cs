using AquaTope.Models.Platform.Guards;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;

namespace AquaTope.Models.Platform;

/// <summary>How the gateway deals with the platform.</summary>
public sealed record GatewayOptions
{
    public OperatingMode Mode { get; init; } = OperatingMode.Enforce;

    /// <summary>Calls under way at once; further lanes wait.</summary>
    public int ConcurrentCalls { get; init; } = 4;

    /// <summary>Unanswered calls in a row after which the circuit breaks.</summary>
    public int FailuresToBreak { get; init; } = 5;

    /// <summary>How long a broken circuit rests before one call probes the platform.</summary>
    public TimeSpan BreakFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often containers kept warm by invocation are invoked again. Stay below the platform's idle timeout (10
    /// minutes by default), or they are gone in between.
    /// </summary>
    public TimeSpan WarmingInterval { get; init; } = TimeSpan.FromMinutes(8);

    public RetrySchedule Retry { get; init; } = new();

    /// <summary>What is never exceeded, whatever is wished.</summary>
    public GuardOptions Guards { get; init; } = GuardOptions.None;

    /// <summary>How what the platform has is compared with what it should have.</summary>
    public ReconcileOptions Reconcile { get; init; } = new();
}
