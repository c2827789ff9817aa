using AquaTope.Models.Quantities;

namespace AquaTope.Models.Simulation;

/// <summary>What a simulated platform has done up to now.</summary>
/// <param name="Invocations">Activations that arrived.</param>
/// <param name="ColdStarts">Runs that had a container created for them.</param>
/// <param name="PrewarmedStarts">Runs given a stem cell.</param>
/// <param name="WarmStarts">Runs given a container that had run the same action version.</param>
/// <param name="Evictions">Idle warm containers removed early to make room.</param>
/// <param name="Delayed">Activations that had to wait in an invoker's buffer.</param>
/// <param name="Buffered">Activations waiting in a buffer now.</param>
/// <param name="Failures">Activations that ended with another status than success.</param>
/// <param name="MemoryInUse">Memory of all containers that exist now, over all invokers.</param>
/// <param name="AliveGigabyteSeconds">
/// Memory held over time by all containers: busy, warm, paused and prewarmed.
/// </param>
/// <param name="BusyGigabyteSeconds">
/// The part of it held by containers with a run, their creation for it included.
/// </param>
public sealed record PlatformUsage(
    long Invocations,
    long ColdStarts,
    long PrewarmedStarts,
    long WarmStarts,
    long Evictions,
    long Delayed,
    int Buffered,
    long Failures,
    MemorySize MemoryInUse,
    double AliveGigabyteSeconds,
    double BusyGigabyteSeconds);
