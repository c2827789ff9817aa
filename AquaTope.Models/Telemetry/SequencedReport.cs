namespace AquaTope.Models.Telemetry;

/// <summary>
/// An accepted report with its number. Numbers rise from one accepted report of a source to the next, also across
/// restarts; a report that is sent again carries the number it had.
/// </summary>
public readonly record struct SequencedReport(long Sequence, ActivationReport Report);
