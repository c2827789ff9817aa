using System.Threading.Channels;
using AquaTope.Actors.Decisions.Listing;

namespace AquaTope.Actors.Tests.Decisions;

/// <summary>A list of decisions that lets a test wait until the journal was read up to a place.</summary>
internal sealed class WatchedDecisionStore(IDecisionStore store) : IDecisionStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<JournalPlace> _moves = Channel.CreateUnbounded<JournalPlace>();
    private readonly Channel<int> _sweeps = Channel.CreateUnbounded<int>();
    private JournalPlace _place = JournalPlace.Beginning;

    /// <summary>Returns once this fact and everything before it is listed.</summary>
    public async Task ListedAsync(string persistenceId, long sequenceNumber)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (_place.PersistenceId != persistenceId || _place.SequenceNumber < sequenceNumber)
            _place = await _moves.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Returns once what is too old was removed again.</summary>
    public async Task SweptAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _sweeps.Reader.ReadAsync(patience.Token);
    }

    public async Task<JournalPlace> OpenAsync(IReadOnlyList<string> kinds, CancellationToken cancellation)
    {
        var place = await store.OpenAsync(kinds, cancellation);
        await _moves.Writer.WriteAsync(place, cancellation);
        return place;
    }

    public async Task<bool> AppendAsync(
        IReadOnlyList<DecisionEntry> entries, JournalPlace from, JournalPlace to, CancellationToken cancellation)
    {
        var appended = await store.AppendAsync(entries, from, to, cancellation);
        if (appended) await _moves.Writer.WriteAsync(to, cancellation);
        return appended;
    }

    public Task ClearAsync(CancellationToken cancellation) => store.ClearAsync(cancellation);

    public async Task<int> RemoveBeforeAsync(DateTimeOffset instant, CancellationToken cancellation)
    {
        var removed = await store.RemoveBeforeAsync(instant, cancellation);
        await _sweeps.Writer.WriteAsync(removed, cancellation);
        return removed;
    }

    public Task<IReadOnlyList<DecisionEntry>> ReadAsync(DecisionQuery query, CancellationToken cancellation) =>
        store.ReadAsync(query, cancellation);

    public Task<DecisionEntry?> FindAsync(long id, CancellationToken cancellation) => store.FindAsync(id, cancellation);
}
