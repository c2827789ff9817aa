using AquaTope.Host.Ingestion.Spooling;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Ingestion;

/// <summary>
/// Takes in the reports of one request after the other: drops what is not managed or came before, spools the rest, then
/// queues it. All or nothing: a request that is not accepted leaves no trace and can be sent again.
/// </summary>
public sealed class ActivationIntake(
    RecentActivations recent, OwnActivations own, IManagedTargets targets, IngestQueue queue, IngestSpool spool)
    : IDisposable
{
    // One request at a time looks for duplicates, spools and remembers; otherwise the same record in two requests at
    // once would be accepted twice.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Offers the reports of one request.</summary>
    public async Task<IntakeOutcome> OfferAsync(IReadOnlyList<ActivationReport> reports, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        var fresh = new List<ActivationReport>(reports.Count);
        IntakeOutcome? outcome = null;
        try
        {
            var unmanaged = 0;
            foreach (var report in reports)
                if (!targets.IsManaged(report.Subject) || own.Contains(report.Id)) unmanaged++;
                else if (recent.Add(report.Id)) fresh.Add(report);

            outcome = Take(fresh, reports.Count - fresh.Count - unmanaged, unmanaged);
            return outcome;
        }
        finally
        {
            if (outcome is not IntakeOutcome.Accepted) recent.ForgetNewest(fresh.Count);
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private IntakeOutcome Take(List<ActivationReport> fresh, int duplicates, int unmanaged)
    {
        var accepted = new IntakeOutcome.Accepted(fresh.Count, duplicates, unmanaged);
        if (fresh.Count == 0) return accepted;
        if (fresh.Count > queue.Capacity) return new IntakeOutcome.TooMany(fresh.Count, queue.Capacity);
        if (!queue.TryReserve(fresh.Count)) return new IntakeOutcome.Busy();

        switch (spool.Append(fresh))
        {
            case SpoolAppend.Written(var sequenced):
                queue.Enqueue(sequenced);
                return accepted;
            case SpoolAppend.Failed(var reason):
                queue.Release(fresh.Count);
                return new IntakeOutcome.Unwritable(reason);
            default:
                throw new InvalidOperationException("The spool answered neither written nor failed.");
        }
    }
}
