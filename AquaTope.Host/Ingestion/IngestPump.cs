using AquaTope.Host.Ingestion.Spooling;
using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Ingestion;

/// <summary>
/// Moves reports from the spool and the queue to the router: first, once, those that a former process accepted, then
/// what arrives, in batches. A router that throws stops the node; what was not routed is in the spool.
/// </summary>
public sealed class IngestPump(
    IngestQueue queue, IngestSpool spool, IReportRouter router, IngestOptions options, ILogger<IngestPump> logger)
    : BackgroundService
{
    private readonly TaskCompletionSource _replayed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _routedThrough;

    /// <summary>Whether everything accepted so far, in this process or before, has been routed.</summary>
    public bool IsIdle => HasReplayed && queue.Count == 0;

    /// <summary>Whether what a former process accepted has been routed.</summary>
    public bool HasReplayed => _replayed.Task.IsCompletedSuccessfully;

    /// <summary>The highest number handed to the router; 0 before the first.</summary>
    public long RoutedThrough => Volatile.Read(ref _routedThrough);

    /// <summary>Completes when everything accepted before the call has been routed.</summary>
    public async Task DrainedAsync(CancellationToken cancellation)
    {
        await _replayed.Task.WaitAsync(cancellation);
        await queue.DrainedAsync(cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ReplayAsync(stoppingToken);
        var batch = new List<SequencedReport>(options.BatchSize);
        var marks = new List<TaskCompletionSource>();
        while (await queue.Entries.WaitToReadAsync(stoppingToken))
        {
            while (batch.Count < options.BatchSize && queue.Entries.TryRead(out var entry))
            {
                batch.AddRange(entry.Reports);
                if (entry.Reached is not null) marks.Add(entry.Reached);
            }
            await RouteAsync(batch, stoppingToken);
            queue.Release(batch.Count);
            marks.ForEach(mark => mark.SetResult());
            batch.Clear();
            marks.Clear();
        }
    }

    private async Task ReplayAsync(CancellationToken cancellation)
    {
        var replayed = 0;
        foreach (var batch in spool.Retained().Chunk(options.BatchSize))
        {
            await RouteAsync(batch, cancellation);
            replayed += batch.Length;
        }
        if (replayed > 0) logger.LogInformation("Routed {Reports} reports again that the spool had kept", replayed);
        _replayed.SetResult();
    }

    private async Task RouteAsync(IReadOnlyList<SequencedReport> batch, CancellationToken cancellation)
    {
        if (batch.Count == 0) return;
        await router.RouteAsync(BySubject(batch), cancellation);
        Volatile.Write(ref _routedThrough, Math.Max(_routedThrough, batch[^1].Sequence));
    }

    // Brings reports of one subject together without changing their order, so that a router sends one message a
    // subject.
    private static List<SequencedReport> BySubject(IReadOnlyList<SequencedReport> batch)
    {
        var subjects = new Dictionary<FunctionId, List<SequencedReport>>();
        foreach (var report in batch)
        {
            var subject = report.Report.Subject;
            if (!subjects.TryGetValue(subject, out var reports)) subjects.Add(subject, reports = []);
            reports.Add(report);
        }

        var together = new List<SequencedReport>(batch.Count);
        foreach (var reports in subjects.Values) together.AddRange(reports);
        return together;
    }
}
