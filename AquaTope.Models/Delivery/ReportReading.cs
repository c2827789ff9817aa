using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Delivery;

/// <summary>A look into a log of reports.</summary>
/// <param name="Reports">
/// What was retained when the look began, in the order of numbers; read as it is enumerated.
/// </param>
/// <param name="Through">The number of the latest report when the look began.</param>
public sealed record ReportReading(IEnumerable<SequencedReport> Reports, long Through);
