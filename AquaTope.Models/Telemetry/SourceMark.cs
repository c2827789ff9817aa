namespace AquaTope.Models.Telemetry;

/// <summary>Which reports of a source a function has counted for good.</summary>
/// <param name="Source">Who numbered them.</param>
/// <param name="Through">Every report up to this number is counted in a closed window.</param>
/// <param name="Beyond">Reports above that number that are counted as well: they overtook others.</param>
public sealed record SourceMark(ReportSource Source, long Through, IReadOnlyList<long> Beyond);
