namespace AquaTope.Faults.Worlds;

/// <summary>Thrown by a schedule, and expected therefore.</summary>
internal sealed class SimulatedFaultException(string message) : Exception(message);
