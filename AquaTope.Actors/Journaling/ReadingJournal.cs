using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;

namespace AquaTope.Actors.Journaling;

/// <summary>The SQL journal, which writes as it does and reads through a <see cref="JournalReader"/>.</summary>
public sealed class ReadingJournal : SqlWriteJournal
{
    private readonly ConcurrentDictionary<string, Task> _writing = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly JournalReader _reader;

    /// <param name="plugin">Its part of the configuration; Akka hands it in.</param>
    public ReadingJournal(Config plugin) : base(plugin) =>
        _reader = new JournalReader(plugin, Context.System.Serialization);

    public override async Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        var events = _reader.EventsAsync(persistenceId, fromSequenceNr, toSequenceNr, max, _stopped.Token);
        await foreach (var fact in events) recoveryCallback(fact);
    }

    public override async Task<long> ReadHighestSequenceNrAsync(
        string persistenceId, long fromSequenceNr, CancellationToken cancellationToken)
    {
        // An actor that came back while a write of its last life was under way must see how that ended.
        if (_writing.TryGetValue(persistenceId, out var write))
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await _reader.HighestAsync(persistenceId, cancellationToken);
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.ToList();
        var (id, write) = (writes[0].PersistenceId, base.WriteMessagesAsync(writes, cancellationToken));
        _writing[id] = write;
        _ = write.ContinueWith(
            ended => _writing.TryRemove(new KeyValuePair<string, Task>(id, ended)), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return write;
    }

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        base.PostStop();
    }
}
