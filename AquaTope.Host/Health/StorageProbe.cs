namespace AquaTope.Host.Health;

/// <summary>
/// Tries again and again whether the node could keep what it is given, by keeping something: a row beside the journal,
/// a file beside the spool. Looks by the machine's clock, also where the node itself lives by another.
/// </summary>
internal sealed class StorageProbe(
    JournalDoor journal, DataFolder data, ILogger<StorageProbe> logger) : BackgroundService
{
    /// <summary>How long what was found is relied on.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private volatile string? _journal;
    private volatile string? _data;
    private volatile bool _hasTried;

    /// <summary>Whether both have been tried since the start.</summary>
    public bool HasTried => _hasTried;

    /// <summary>Why the journal could not be written, or <see langword="null"/>.</summary>
    public string? JournalObstacle => _journal;

    /// <summary>Why the data directory could not be written, or <see langword="null"/>.</summary>
    public string? DataObstacle => _data;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Interval);
        do
        {
            _journal = Told("journal", _journal, await journal.TryAsync(stoppingToken));
            _data = Told("data directory", _data, data.Try());
            _hasTried = true;
        }
        while (await ticks.WaitForNextTickAsync(stoppingToken));
    }

    private string? Told(string what, string? before, string? now)
    {
        if (now is not null && before is null)
            logger.LogWarning("The {Storage} cannot be written: {Reason}", what, now);
        if (now is null && before is not null) logger.LogInformation("The {Storage} can be written again", what);
        return now;
    }
}
