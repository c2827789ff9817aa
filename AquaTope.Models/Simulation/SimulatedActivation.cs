using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Simulation;

/// <summary>What kind of container an activation was given.</summary>
public enum StartKind
{
    /// <summary>None: it was refused before it reached a container.</summary>
    None = 0,

    /// <summary>A container created for it.</summary>
    Cold = 1,

    /// <summary>A stem cell, already created but not initialized.</summary>
    Prewarmed = 2,

    /// <summary>A container that had run the same action version before.</summary>
    Warm = 3
}

/// <summary>One ended activation.</summary>
/// <param name="Ticket">The number <see cref="SimulatedPlatform.Submit(FunctionId, DateTimeOffset)"/> returned.</param>
/// <param name="Function">The function that ran.</param>
/// <param name="Submitted">When it arrived.</param>
/// <param name="Wait">In the invoker's buffer, then for the container to be created or resumed.</param>
/// <param name="Initialization">In <c>/init</c>; zero when warm.</param>
/// <param name="Execution">In <c>/run</c>.</param>
/// <param name="Start">Which container it got.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Failure">
/// What the platform says of a failed run, in its own words; <see langword="null"/> on success.
/// </param>
/// <param name="Memory">The memory limit it ran under.</param>
public readonly record struct SimulatedActivation(
    long Ticket,
    FunctionId Function,
    DateTimeOffset Submitted,
    TimeSpan Wait,
    TimeSpan Initialization,
    TimeSpan Execution,
    StartKind Start,
    ActivationStatus Status,
    string? Failure,
    MemorySize Memory)
{
    /// <summary>When it ended.</summary>
    public DateTimeOffset End => Submitted + Wait + Initialization + Execution;

    /// <summary>Response time as the caller sees it.</summary>
    public TimeSpan Latency => Wait + Initialization + Execution;
}
