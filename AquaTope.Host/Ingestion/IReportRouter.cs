using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Ingestion;

/// <summary>Where accepted reports go.</summary>
public interface IReportRouter
{
    /// <summary>
    /// Hands a batch on. Reports of one subject stand together, in the order they were accepted. Until the returned
    /// task ends the reports count against the queue's capacity, so a router that waits for acknowledgement slows the
    /// senders down when it cannot keep up.
    /// </summary>
    ValueTask RouteAsync(IReadOnlyList<SequencedReport> batch, CancellationToken cancellation);
}
