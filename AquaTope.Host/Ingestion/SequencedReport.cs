using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Ingestion;

/// <summary>
/// An accepted report with its number. Numbers rise from one accepted report of this node to the next, also across
/// restarts; a report that is routed again after a restart carries the number it had.
/// </summary>
public readonly record struct SequencedReport(long Sequence, ActivationReport Report);
