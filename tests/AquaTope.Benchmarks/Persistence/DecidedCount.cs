using Akka.Actor;
using AquaTope.Actors.Observation;

namespace AquaTope.Benchmarks.Persistence;

/// <summary>Counts the windows that functions of an actor system have decided.</summary>
internal sealed class DecidedCount
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _reached = new();
    private int _left;

    public DecidedCount(ActorSystem system) => system.EventStream.Subscribe(
        system.ActorOf(Props.Create(() => new Listener(this))), typeof(Observed.FunctionDecided));

    /// <summary>Completes after so many more.</summary>
    public Task After(int count)
    {
        lock (_lock)
        {
            (_left, _reached) = (count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _reached.Task;
        }
    }

    private void Count()
    {
        lock (_lock)
            if (--_left == 0)
                _reached.SetResult();
    }

    private sealed class Listener : ReceiveActor
    {
        public Listener(DecidedCount count) => Receive<Observed.FunctionDecided>(_ => count.Count());
    }
}
