using System.Threading.Channels;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Ingestion;

/// <summary>
/// Accepted reports on their way to the router. Holds at most <paramref name="capacity"/> reports, those being routed
/// included; a request that finds no room for all of its reports leaves none.
/// </summary>
public sealed class IngestQueue(int capacity)
{
    private readonly Channel<Entry> _entries =
        Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private int _count;

    /// <summary>The most reports it holds.</summary>
    public int Capacity => capacity;

    /// <summary>Reports accepted and not yet routed.</summary>
    public int Count => Volatile.Read(ref _count);

    internal ChannelReader<Entry> Entries => _entries.Reader;

    /// <summary>
    /// Takes room for so many reports, to be filled by <see cref="Enqueue"/> or given back by <see cref="Release"/>.
    /// </summary>
    public bool TryReserve(int reports)
    {
        if (Interlocked.Add(ref _count, reports) <= capacity) return true;
        Release(reports);
        return false;
    }

    /// <summary>Gives room back, for reports that were routed or never came.</summary>
    public void Release(int reports) => Interlocked.Add(ref _count, -reports);

    /// <summary>Adds reports for which room was taken.</summary>
    public void Enqueue(IReadOnlyList<SequencedReport> reports) => _entries.Writer.TryWrite(new Entry(reports, null));

    /// <summary>Completes when everything that stands in the queue now has been routed.</summary>
    public Task DrainedAsync(CancellationToken cancellation)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _entries.Writer.TryWrite(new Entry([], reached));
        return reached.Task.WaitAsync(cancellation);
    }

    /// <summary>Reports of one request, or a mark that says when the reader has come so far.</summary>
    internal readonly record struct Entry(IReadOnlyList<SequencedReport> Reports, TaskCompletionSource? Reached);
}
