using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AquaTope.Host.Security.Audit;

/// <summary>
/// Who changed what: records as lines of JSON, appended to files that are named by the first record in them. The latest
/// ones are kept in memory for those who ask. Safe for concurrent use.
/// </summary>
internal sealed partial class AuditLog : IDisposable
{
    /// <summary>Records kept in memory.</summary>
    public const int Recent = 10_000;

    private const UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly AuditOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly Queue<AuditRecord> _recent = new();
    private FileStream? _file;
    private long _last;

    /// <summary>Reads back the latest records; goes on after them.</summary>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public AuditLog(AuditOptions options, TimeProvider time, ILogger<AuditLog> logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        Directory.CreateDirectory(options.Directory);
        foreach (var path in Files().TakeLast(2)) ReadBack(path);
        Open(_last + 1);
    }

    /// <summary>
    /// Whether a change can be recorded. After a failure it is tried again with each question, so that changes are
    /// refused no longer than the disk is.
    /// </summary>
    public bool IsWritable
    {
        get
        {
            lock (_lock)
            {
                if (_file is not null) return true;
                try
                {
                    Open(_last + 1);
                    return true;
                }
                catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
                {
                    return false;
                }
            }
        }
    }

    /// <summary>
    /// Appends a record. One that cannot be written is logged instead, and <see cref="IsWritable"/> is false from then
    /// on until it can be.
    /// </summary>
    public void Write(AuditEntry entry)
    {
        lock (_lock)
        {
            var record = new AuditRecord(
                _last + 1, _time.GetUtcNow(), entry.Who, entry.Action, entry.Subject, entry.From, entry.Outcome,
                entry.Status, entry.Detail);
            _last = record.Id;
            Remember(record);
            var line = JsonSerializer.Serialize(record, AuditJson.Default.AuditRecord);
            try
            {
                if (_file is null || _file.Position >= _options.FileBytes) Open(record.Id);
                _file!.Write(Encoding.UTF8.GetBytes(line + "\n"));
                _file.Flush(flushToDisk: _options.Fsync && entry.Outcome != AuditOutcome.Refused);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                Close();
                LogUnwritten(_options.Directory, refused.Message, line);
            }
        }
    }

    /// <summary>The records after that number, oldest first, of those in memory.</summary>
    public IReadOnlyList<AuditRecord> After(long id, int limit)
    {
        lock (_lock) return [.. _recent.SkipWhile(record => record.Id <= id).Take(limit)];
    }

    public void Dispose()
    {
        lock (_lock) Close();
    }

    private void Remember(AuditRecord record)
    {
        _recent.Enqueue(record);
        if (_recent.Count > Recent) _recent.Dequeue();
    }

    private void ReadBack(string path)
    {
        var unreadable = 0;
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
            try
            {
                var record = JsonSerializer.Deserialize(line, AuditJson.Default.AuditRecord);
                if (record is null) continue;
                Remember(record);
                _last = Math.Max(_last, record.Id);
            }
            catch (JsonException)
            {
                // A machine that stops in the middle of a line leaves the half of it.
                unreadable++;
            }
        if (unreadable > 0) LogUnreadable(unreadable, path);
    }

    // Goes on in the newest file while it has room, else begins the next one.
    private void Open(long next)
    {
        Close();
        var files = Files();
        var newest = files.LastOrDefault();
        var path = newest is not null && new FileInfo(newest).Length < _options.FileBytes
            ? newest
            : Path.Combine(
                _options.Directory, string.Create(CultureInfo.InvariantCulture, $"audit-{next:d12}.jsonl"));
        var mode = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0
        };
        if (!OperatingSystem.IsWindows()) mode.UnixCreateMode = OwnerAndGroup;
        var file = new FileStream(path, mode);
        EndLine(file);
        _file = file;
        if (path == newest) return;
        foreach (var old in files.Take(files.Count + 1 - _options.Files)) File.Delete(old);
    }

    // Whatever a torn line says, the next record begins a line of its own.
    private static void EndLine(FileStream file)
    {
        if (file.Length == 0) return;
        file.Seek(-1, SeekOrigin.End);
        if (file.ReadByte() != '\n') file.WriteByte((byte)'\n');
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private List<string> Files() =>
        [.. Directory.GetFiles(_options.Directory, "audit-*.jsonl").Order(StringComparer.Ordinal)];

    [LoggerMessage(LogLevel.Error, "The audit in {Directory} cannot be written ({Problem}); "
        + "changes are refused until it can be. Not written: {Record}")]
    private partial void LogUnwritten(string directory, string problem, string record);

    [LoggerMessage(LogLevel.Warning, "{Count} lines of the audit file {Path} cannot be read and are left as they are")]
    private partial void LogUnreadable(int count, string path);
}
