using Akka.Actor;
using Akka.Persistence;
using AquaTope.Actors.Journaling;
using AquaTope.Models;

namespace AquaTope.Actors;

/// <summary>
/// The shell around a decider: decide, persist the facts that last, apply, perform the effects, reply, in that order.
/// After recovery it performs what the state says is unfinished.
/// </summary>
/// <typeparam name="TState">An immutable state that only <see cref="Apply"/> replaces.</typeparam>
/// <typeparam name="TCommand">What the decider is asked.</typeparam>
/// <typeparam name="TEvent">The decider's facts, a closed family.</typeparam>
/// <typeparam name="TEffect">What the decider wants done, a closed family.</typeparam>
public abstract class DecidingActor<TState, TCommand, TEvent, TEffect> : SnapshottingActor
    where TEvent : class
{
    protected DecidingActor(TState initial)
    {
        State = initial;
        Recover<TEvent>(fact =>
        {
            State = Apply(State, fact);
            CountRecovered();
        });
        Recover<SnapshotOffer>(offer => State = Restore(offer.Snapshot));
        Recover<RecoveryCompleted>(_ => PerformAll(Unfinished(State)));
    }

    protected TState State { get; private set; }

    protected abstract Decision<TEvent, TEffect> Decide(TState state, TCommand command);

    protected abstract TState Apply(TState state, TEvent fact);

    /// <summary>What must be asked again after a restart.</summary>
    protected abstract IEnumerable<TEffect> Unfinished(TState state);

    protected abstract void Perform(TEffect effect);

    /// <summary>
    /// Tells the outside of a fact as it happens: one log line, one observation. Not called during recovery.
    /// </summary>
    protected virtual void Announce(TEvent fact)
    {
    }

    /// <summary>
    /// Whether the fact is written. What can be told again from outside (a window without invocations) is not.
    /// </summary>
    protected virtual bool IsDurable(TEvent fact) => true;

    /// <summary>The inverse of <see cref="SnapshottingActor.ToSnapshot"/>.</summary>
    protected virtual TState Restore(object snapshot) =>
        throw new InvalidOperationException($"{GetType().Name} takes no snapshots, yet found {snapshot.GetType()}.");

    /// <summary>Runs a command through the decider and answers the sender once its facts are written.</summary>
    /// <param name="command">The command.</param>
    /// <param name="reply">Computed from the state after the facts; <see langword="null"/> for no answer.</param>
    protected void Handle(TCommand command, Func<TState, object>? reply = null)
    {
        var sender = Sender;
        var decision = Decide(State, command);
        var durable = decision.Events.Where(IsDurable).ToList();
        if (durable.Count == 0)
        {
            Conclude();
            return;
        }

        // The last write concludes: journal writes of one batch succeed or fail together.
        var left = durable.Count;
        PersistAll(durable, _ =>
        {
            if (--left == 0) Conclude();
        });
        return;

        void Conclude()
        {
            foreach (var fact in decision.Events)
            {
                State = Apply(State, fact);
                Announce(fact);
            }
            PerformAll(decision.Effects);
            if (reply is not null) sender.Tell(reply(State));
            CountWritten(durable.Count);
        }
    }

    private void PerformAll(IEnumerable<TEffect> effects)
    {
        foreach (var effect in effects) Perform(effect);
    }
}
