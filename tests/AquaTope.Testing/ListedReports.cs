using AquaTope.Models.Delivery;
using AquaTope.Models.Telemetry;

namespace AquaTope.Testing;

/// <summary>A log of reports in memory, which can be made unreadable. Safe for concurrent use.</summary>
public sealed class ListedReports(ReportSource source) : IReportLog
{
    private readonly Lock _lock = new();
    private readonly List<SequencedReport> _reports = [];
    private long _last;

    public ReportSource Source => source;

    /// <summary>Up to which number reports were released; 0 before the first release.</summary>
    public long ReleasedThrough { get; private set; }

    /// <summary>Whether reading fails.</summary>
    public bool IsUnreadable { get; set; }

    public void Append(params SequencedReport[] reports)
    {
        lock (_lock)
        {
            _reports.AddRange(reports);
            _last = reports[^1].Sequence;
        }
    }

    public ReportReading ReadAfter(long sequence)
    {
        if (IsUnreadable) throw new IOException("The disk does not answer.");
        lock (_lock)
            return new ReportReading([.. _reports.Where(report => report.Sequence > sequence)], _last);
    }

    public void ReleaseThrough(long sequence)
    {
        lock (_lock) _reports.RemoveAll(report => report.Sequence <= sequence);
        ReleasedThrough = sequence;
    }
}
