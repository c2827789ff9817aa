using AquaTope.Models.Quantities;

namespace AquaTope.Host.Security.Keys;

/// <summary>
/// The keys that a node knows: those of its file, read again when it changes, and the configured hook key. Safe for
/// concurrent use.
/// </summary>
public sealed partial class KeyRing
{
    /// <summary>The name of the key of <c>Ingest:HookKey</c>.</summary>
    public const string HookKeyName = "hook-key";

    /// <summary>How often the file is looked at, at most; a request is what looks.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly KeyFile _file;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly List<Entry> _fixed = [];
    private (DateTime Written, long Length) _stamp;
    private volatile Entry[] _entries = [];
    private volatile bool _asksForKeys;
    private bool _isUnreadable;
    private long _lookedAt;

    /// <summary>Reads the file.</summary>
    /// <exception cref="IOException">The file cannot be read or is no file of keys.</exception>
    public KeyRing(KeyFile file, string? hookKey, TimeProvider time, ILogger<KeyRing> logger)
    {
        (_file, _time, _logger) = (file, time, logger);
        if (hookKey is not null) _fixed.Add(new Entry(HookKeyName, null, Scopes.All, KeyHash.Of(hookKey)));
        _asksForKeys = hookKey is not null;
        _stamp = file.Stamp;
        Take(file.Read());
        _lookedAt = time.GetTimestamp();
    }

    /// <summary>
    /// Whether a key is asked for: as soon as one has been seen, also a revoked one, and until the process ends. Taking
    /// the last key away never opens a node.
    /// </summary>
    public bool AsksForKeys
    {
        get
        {
            LookAgain();
            return _asksForKeys;
        }
    }

    /// <summary>A key for a part of this process, kept in memory only, and its secret.</summary>
    public string Lend(string name, Scopes scopes)
    {
        var secret = KeySecret.Create();
        lock (_lock)
        {
            var entry = new Entry(name, null, scopes, KeyHash.Of(secret));
            _fixed.Add(entry);
            _entries = [.. _entries, entry];
        }
        return secret;
    }

    /// <summary>Says whose credentials these are.</summary>
    public Caller Identify(Credentials? credentials)
    {
        LookAgain();
        if (!_asksForKeys) return new Caller.Anyone();
        if (credentials is null) return new Caller.Stranger("no key was presented");

        // Every key is compared, so that the time taken does not tell which one came close.
        var presented = KeyHash.Of(credentials.Secret);
        Entry? found = null;
        foreach (var entry in _entries)
            if (entry.Hash.Matches(presented) & entry.BelongsTo(credentials.Id))
                found = entry;
        return found is null
            ? new Caller.Stranger("the key is not known, or revoked")
            : new Caller.Holder(found.Name, found.Scopes);
    }

    private void LookAgain()
    {
        var last = Interlocked.Read(ref _lookedAt);
        var now = _time.GetTimestamp();
        if (_time.GetElapsedTime(last, now) < BetweenLooks) return;
        if (Interlocked.CompareExchange(ref _lookedAt, now, last) != last) return;

        lock (_lock)
        {
            var stamp = _file.Stamp;
            var isChanged = stamp != _stamp;
            if (!isChanged && !_isUnreadable) return;
            _stamp = stamp;
            try
            {
                Take(_file.Read());
                _isUnreadable = false;
                LogRead(_file.Path, Counted.Of(_entries.Length - _fixed.Count, "key"));
            }
            catch (IOException unreadable)
            {
                // The keys known so far stay in force: a slip in the file must not lock everybody out. It is tried
                // again each time, since a right that was missing leaves no mark on the file.
                _isUnreadable = true;
                if (isChanged) LogUnreadable(unreadable.Message);
            }
        }
    }

    private void Take(IReadOnlyList<ApiKey> keys)
    {
        _entries =
        [
            .. _fixed,
            .. keys.Where(key => key.Revoked is null)
                .Select(key => new Entry(key.Name, key.Id, key.Scopes, key.Hash))
        ];
        if (keys.Count > 0) _asksForKeys = true;
    }

    [LoggerMessage(LogLevel.Information, "Keys file {Path} was read again; in force: {Keys}")]
    private partial void LogRead(string path, string keys);

    [LoggerMessage(LogLevel.Error, "{Problem}; the keys known before stay in force until it is corrected")]
    private partial void LogUnreadable(string problem);

    private sealed record Entry(string Name, Guid? Id, Scopes Scopes, KeyHash Hash)
    {
        // A key without an id takes any user, as hooks often demand one.
        public bool BelongsTo(string? id) =>
            id is null || Id is null || (Guid.TryParse(id, out var presented) && presented == Id);
    }
}
