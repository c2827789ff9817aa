using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Delivery;

/// <summary>The accepted reports of one node, kept until they are released.</summary>
public interface IReportLog
{
    /// <summary>Whose numbers its reports have.</summary>
    ReportSource Source { get; }

    /// <summary>The retained reports with a number above this one.</summary>
    /// <exception cref="IOException">The log cannot be read now, at once or while it is enumerated.</exception>
    ReportReading ReadAfter(long sequence);

    /// <summary>Says that the reports up to this number are needed no more.</summary>
    /// <exception cref="IOException">The log cannot be changed now; what was to go is still there.</exception>
    void ReleaseThrough(long sequence);
}
