namespace AquaTope.Faults.Kernel;

/// <summary>Actors kept one another busy without time passing, or time passed without end.</summary>
internal sealed class LivelockException(long steps, DateTimeOffset now)
    : Exception($"After {steps} steps the simulation is not at rest, at {now:HH:mm:ss}.");
