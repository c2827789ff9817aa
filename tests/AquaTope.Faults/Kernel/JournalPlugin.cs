using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;

namespace AquaTope.Faults.Kernel;

/// <summary>
/// Akka.Persistence's journal protocol over <see cref="JournalContents"/>: synchronous, in the order of
/// arrival, with the failures that the schedule asks for. A write whose answer is delayed, or is a
/// failure, may be stored all the same.
/// </summary>
public sealed class JournalPlugin : UntypedActor
{
    private readonly SimulationKernel _kernel = SimulationKernel.OfThread;

    public JournalPlugin(Config config)
    {
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case WriteMessages write when !_kernel.Journal.IsGone(write.PersistentActor):
                Write(write);
                break;
            case ReplayMessages replay when !_kernel.Journal.IsGone(replay.PersistentActor):
                Replay(replay);
                break;
            case DeleteMessagesTo delete:
                delete.PersistentActor.Tell(new DeleteMessagesSuccess(delete.ToSequenceNr), Self);
                break;
        }
    }

    private void Write(WriteMessages write)
    {
        var atomic = write.Messages.OfType<AtomicWrite>().ToList();
        IReadOnlyList<IPersistentRepresentation> events =
            [.. atomic.SelectMany(batch => (IImmutableList<IPersistentRepresentation>)batch.Payload)];
        var verdict = WriteVerdict.Good;
        if (events.Count > 0)
        {
            var id = events[0].PersistenceId;
            verdict = _kernel.Journal.Judge(id);
            if (verdict.IsStored && !_kernel.Journal.TryAppend(id, events))
                verdict = new WriteVerdict(false, "another writer has taken these numbers", TimeSpan.Zero);
            Note(verdict.IsStored ? "wrote" : "lost", id, events);
        }

        var self = Self;
        if (verdict.After > TimeSpan.Zero)
            _kernel.After(verdict.After, () => Answer(write, atomic.Count, verdict, self));
        else Answer(write, atomic.Count, verdict, self);
    }

    private static void Answer(WriteMessages write, int batches, WriteVerdict verdict, IActorRef self)
    {
        var cause = verdict.Failure is null ? null : new IOException(verdict.Failure);
        write.PersistentActor.Tell(
            cause is null ? WriteMessagesSuccessful.Instance : new WriteMessagesFailed(cause, batches), self);
        foreach (var message in write.Messages)
            if (message is AtomicWrite batch)
                foreach (var written in (IImmutableList<IPersistentRepresentation>)batch.Payload)
                    write.PersistentActor.Tell(
                        cause is null
                            ? new WriteMessageSuccess(written, write.ActorInstanceId)
                            : new WriteMessageFailure(written, cause, write.ActorInstanceId),
                        written.Sender);
            else write.PersistentActor.Tell(
                new LoopMessageSuccess(message.Payload, write.ActorInstanceId), message.Sender);
    }

    private void Replay(ReplayMessages replay)
    {
        if (_kernel.Journal.RecoveryFails(replay.PersistenceId))
        {
            replay.PersistentActor.Tell(new ReplayMessagesFailure(new IOException("the journal cannot be read")), Self);
            return;
        }
        var stream = _kernel.Journal.StreamOf(replay.PersistenceId);
        foreach (var written in stream)
            if (written.SequenceNr >= replay.FromSequenceNr && written.SequenceNr <= replay.ToSequenceNr)
                replay.PersistentActor.Tell(new ReplayedMessage(written), ActorRefs.NoSender);
        replay.PersistentActor.Tell(new RecoverySuccess(stream.Count), Self);
    }

    private void Note(string verb, string id, IReadOnlyList<IPersistentRepresentation> events) => _kernel.Note(
        $"{verb} {id}: {string.Join(", ", events.Select(written => $"{written.SequenceNr} {written.Payload.GetType().Name}"))}");
}
