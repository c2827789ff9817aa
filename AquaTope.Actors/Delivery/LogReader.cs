using AquaTope.Models.Delivery;
using AquaTope.Models.Telemetry;

namespace AquaTope.Actors.Delivery;

/// <summary>Reads a log of reports piece by piece, up to what it held when the reader was made.</summary>
internal sealed class LogReader : IDisposable
{
    private readonly IEnumerator<SequencedReport> _reports;

    /// <exception cref="IOException">The log cannot be read.</exception>
    public LogReader(IReportLog log, long after)
    {
        var reading = log.ReadAfter(after);
        _reports = reading.Reports.GetEnumerator();
        End = reading.Through;
        Through = after;
    }

    /// <summary>The number of the last report that was there when the reader was made.</summary>
    public long End { get; }

    /// <summary>Every retained report up to this number has been read.</summary>
    public long Through { get; private set; }

    /// <summary>Whether everything has been read that was there when the reader was made.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The next reports, at most so many.</summary>
    /// <exception cref="IOException">The log cannot be read.</exception>
    public IReadOnlyList<SequencedReport> Next(int most)
    {
        var reports = new List<SequencedReport>(most);
        while (reports.Count < most && _reports.MoveNext()) reports.Add(_reports.Current);
        IsAtEnd = reports.Count < most;
        Through = IsAtEnd ? Math.Max(End, Through) : reports[^1].Sequence;
        return reports;
    }

    public void Dispose() => _reports.Dispose();
}
