using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Telemetry;

/// <summary>How an activation ended, OpenWhisk's four status codes.</summary>
public enum ActivationStatus
{
    Success = 0,
    ApplicationError = 1,
    DeveloperError = 2,
    PlatformError = 3
}

/// <summary>One finished activation of a function, reduced to what decisions rest on.</summary>
/// <param name="Id">The activation's id: what arrives twice is recognized by it.</param>
/// <param name="Function">The function that ran.</param>
/// <param name="Arrival">
/// When the platform accepted the request: the record's <c>start</c> minus its <c>waitTime</c>.
/// </param>
/// <param name="Wait">From acceptance to the start of initialization or, when warm, of the run.</param>
/// <param name="Initialization">Time in <c>/init</c>; zero for a warm start.</param>
/// <param name="Execution">Run time without initialization.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Memory">The memory limit it ran under.</param>
/// <param name="Cause">The sequence or composition that started it, if any.</param>
public sealed record Invocation(
    ActivationId Id,
    FunctionId Function,
    DateTimeOffset Arrival,
    TimeSpan Wait,
    TimeSpan Initialization,
    TimeSpan Execution,
    ActivationStatus Status,
    MemorySize Memory,
    ActivationId? Cause)
{
    private static readonly TimeSpan ShortestContainerCreation = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Whether a container had to be initialized. The platform's record does not tell a prewarmed container from one
    /// created on demand: both are initialized.
    /// </summary>
    public bool Initialized => Initialization > TimeSpan.Zero;

    /// <summary>
    /// Whether it waited for a container to be created, as far as the record tells: it was initialized, and
    /// waited longer than a prewarmed container lets wait. Creating a container takes 300 ms and more; a
    /// prewarmed one is there at once.
    /// </summary>
    public bool IsColdStart => Initialized && Wait >= ShortestContainerCreation;

    /// <summary>When the activation ended.</summary>
    public DateTimeOffset End => Arrival + Wait + Initialization + Execution;

    /// <summary>Response time as the caller of this function sees it.</summary>
    public TimeSpan Latency => Wait + Initialization + Execution;
}
