namespace AquaTope.Models.Telemetry;

/// <summary>
/// An invocation with its place in the order in which a node accepted reports. The number lets a function tell, after
/// a restart, which of the reports that are read back it has already counted.
/// </summary>
public readonly record struct SequencedInvocation(long Sequence, Invocation Invocation);
