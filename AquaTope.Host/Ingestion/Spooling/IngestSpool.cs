using System.Buffers;
using AquaTope.Models.Delivery;
using AquaTope.Models.Telemetry;
using Microsoft.Win32.SafeHandles;

namespace AquaTope.Host.Ingestion.Spooling;

/// <summary>
/// Keeps accepted reports on disk until they are released, so that what a sender was told is accepted outlives this
/// process. Reports are appended to segment files, one write a request; a segment is deleted once it is closed and all
/// of its reports are released. Safe for concurrent use.
/// </summary>
public sealed class IngestSpool : IReportLog, IDisposable
{
    private static readonly SpoolSegment Unopened = new("", First: 0, Last: -1, Length: 0);

    private readonly IngestOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<IngestSpool> _logger;
    private readonly FileStream _claim;
    private readonly Lock _lock = new();
    private readonly List<SpoolSegment> _closed = [];
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private SpoolSegment[] _recovered = [];
    private SafeFileHandle? _file;
    private SpoolSegment _active = Unopened;
    private DateTimeOffset _activeSince;
    private long _next;

    private IngestSpool(
        IngestOptions options, ReportSource source, TimeProvider time, ILogger<IngestSpool> logger, FileStream claim)
    {
        Source = source;
        _options = options;
        _time = time;
        _logger = logger;
        _claim = claim;
    }

    /// <summary>Whose numbers its reports have.</summary>
    public ReportSource Source { get; }

    /// <summary>How many reports were found on opening.</summary>
    public int Recovered { get; private set; }

    /// <summary>How many bytes were cut off on opening, because a record was torn or harmed.</summary>
    public long TornBytes { get; private set; }

    /// <summary>The number of the latest report; one less than the first where there was none yet.</summary>
    public long LastSequence
    {
        get { lock (_lock) return _next - 1; }
    }

    /// <summary>
    /// Opens the folder for this process alone and reads what is retained there.
    /// </summary>
    /// <param name="recovered">Told of every retained report, in the order of their numbers.</param>
    /// <exception cref="IOException">The folder cannot be written, or another process has it open.</exception>
    public static IngestSpool Open(
        IngestOptions options, TimeProvider time, ILogger<IngestSpool> logger, Action<SequencedReport> recovered)
    {
        Directory.CreateDirectory(options.SpoolDirectory);
        var claim = Claim(options.SpoolDirectory);
        var spool = new IngestSpool(options, SpoolSource.Of(options.SpoolDirectory), time, logger, claim);
        spool.Recover(recovered);
        return spool;
    }

    /// <summary>
    /// The reports found on opening that have not been released since, in the order of their numbers.
    /// </summary>
    public IEnumerable<SequencedReport> Retained() =>
        _recovered.Where(IsClosed).SelectMany(segment => segment.Reports());

    /// <summary>
    /// The reports above a number that are in the spool now, those of the segment being written included.
    /// </summary>
    public ReportReading ReadAfter(long sequence)
    {
        lock (_lock)
        {
            SpoolSegment[] segments = [.. _closed.Append(_active).Where(segment => segment.Last > sequence)];
            return new ReportReading(
                segments.SelectMany(segment => segment.Reports()).Where(report => report.Sequence > sequence),
                _next - 1);
        }
    }

    /// <summary>Appends the reports under the next numbers, all or none.</summary>
    public SpoolAppend Append(IReadOnlyList<ActivationReport> reports)
    {
        lock (_lock)
        {
            var sequenced = new SequencedReport[reports.Count];
            _buffer.ResetWrittenCount();
            for (var i = 0; i < sequenced.Length; i++)
            {
                sequenced[i] = new SequencedReport(_next + i, reports[i]);
                SpoolFormat.Write(_buffer, sequenced[i]);
            }

            var held = _closed.Sum(segment => segment.Length) + _active.Length;
            if (held + _buffer.WrittenCount > _options.SpoolBytes)
                return new SpoolAppend.Failed(
                    $"the spool holds {held} bytes that are not yet released and may hold {_options.SpoolBytes}");
            try
            {
                Write();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Abandon();
                _logger.LogWarning("Spool {Directory} cannot be written ({Reason}); senders are told to try again",
                    _options.SpoolDirectory, e.Message);
                return new SpoolAppend.Failed(e.Message);
            }
            _next += sequenced.Length;
            _active = _active with { Last = _next - 1, Length = _active.Length + _buffer.WrittenCount };
            return new SpoolAppend.Written(sequenced);
        }
    }

    /// <summary>
    /// Says that the reports up to this number are needed no more. Deletes the closed segments that hold no later one;
    /// the segment being written stays, and with it the latest number.
    /// </summary>
    public void ReleaseThrough(long sequence)
    {
        lock (_lock)
        {
            foreach (var segment in _closed.Where(segment => segment.Last <= sequence)) File.Delete(segment.Path);
            _closed.RemoveAll(segment => segment.Last <= sequence);
        }
    }

    /// <summary>Closes the files. What is in the spool stays there.</summary>
    public void Dispose()
    {
        lock (_lock) _file?.Dispose();
        _claim.Dispose();
    }

    private static FileStream Claim(string directory)
    {
        const int WouldBlock = 11;
        const int SharingViolation = unchecked((int)0x80070020);
        try
        {
            return new FileStream(
                Path.Combine(directory, "in-use"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException held) when (held.HResult is WouldBlock or SharingViolation)
        {
            throw new IOException(
                $"The spool {directory} is in use by another node; name another data directory for this one.", held);
        }
    }

    private void Recover(Action<SequencedReport> recovered)
    {
        var found = SpoolSegment.In(_options.SpoolDirectory).ToArray();
        foreach (var (path, first) in found)
        {
            var bytes = File.ReadAllBytes(path);
            var segment = new SpoolSegment(path, first, first - 1, Math.Min(bytes.Length, SpoolFormat.Header.Length));
            foreach (var (report, end) in SpoolSegment.Read(bytes))
            {
                segment = segment with { Last = report.Sequence, Length = end };
                recovered(report);
                Recovered++;
            }
            TornBytes += bytes.Length - segment.Length;
            Retain(segment, bytes.Length);
            _next = Math.Max(_next, segment.Last + 1);
        }

        // Numbers go on from the present microsecond: receivers ignore those they have seen, and a folder that was put
        // back from a backup holds lower ones than were given out.
        _next = Math.Max(_next, _time.GetUtcNow().ToUnixTimeMilliseconds() * 1000);
        _recovered = [.. _closed];
        if (TornBytes > 0)
            _logger.LogWarning(
                "Spool {Directory}: cut off {Bytes} bytes that were no whole record and were never accepted",
                _options.SpoolDirectory, TornBytes);
        Begin();
    }

    private void Retain(SpoolSegment segment, int bytes)
    {
        if (segment.Last < segment.First)
        {
            File.Delete(segment.Path);
            return;
        }
        _closed.Add(segment);
        if (bytes == segment.Length) return;
        using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(file, segment.Length);
    }

    private void Write()
    {
        if (_file is null || _active.Last >= _active.First && IsDue()) Roll();
        RandomAccess.Write(_file!, _buffer.WrittenSpan, _active.Length);
        if (_options.Fsync) RandomAccess.FlushToDisk(_file!);
    }

    private bool IsDue() =>
        _active.Length + _buffer.WrittenCount > _options.SegmentBytes
        || _time.GetUtcNow() - _activeSince >= _options.SegmentAge;

    private void Roll()
    {
        Close();
        Begin();
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
        if (_active.Last >= _active.First) _closed.Add(_active);
        _active = Unopened;
    }

    private void Begin()
    {
        var path = SpoolSegment.PathFor(_options.SpoolDirectory, _next);
        var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        RandomAccess.Write(file, SpoolFormat.Header, 0);
        _file = file;
        _active = new SpoolSegment(path, _next, _next - 1, SpoolFormat.Header.Length);
        _activeSince = _time.GetUtcNow();
    }

    // A part of the request may have reached the file. It is cut off, or else the file is left behind: records of a
    // request that was refused must not be found behind later ones.
    private void Abandon()
    {
        try
        {
            if (_file is not null) RandomAccess.SetLength(_file, _active.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning("Spool segment {Path} cannot be cut back either ({Reason}) and is left behind",
                _active.Path, e.Message);
            Close();
        }
    }

    private bool IsClosed(SpoolSegment segment)
    {
        lock (_lock) return _closed.Contains(segment);
    }
}
