using Akka.Actor;
using AquaTope.Actors.Observation;
using AquaTope.Models.Identity;

namespace AquaTope.Benchmarks.Persistence;

/// <summary>Counts the functions of an actor system that have decided, each once.</summary>
internal sealed class DecidedCount
{
    private readonly Lock _lock = new();
    private readonly HashSet<FunctionId> _decided = [];
    private TaskCompletionSource _reached = new();
    private int _wanted;

    public DecidedCount(ActorSystem system) => system.EventStream.Subscribe(
        system.ActorOf(Props.Create(() => new Listener(this))), typeof(Observed.FunctionDecided));

    /// <summary>Completes once so many have decided from now on.</summary>
    public Task After(int functions)
    {
        lock (_lock)
        {
            _decided.Clear();
            (_wanted, _reached) =
                (functions, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _reached.Task;
        }
    }

    private void Count(FunctionId function)
    {
        lock (_lock)
            if (_decided.Add(function) && _decided.Count == _wanted)
                _reached.SetResult();
    }

    private sealed class Listener : ReceiveActor
    {
        public Listener(DecidedCount count) =>
            Receive<Observed.FunctionDecided>(decided => count.Count(decided.Function));
    }
}
