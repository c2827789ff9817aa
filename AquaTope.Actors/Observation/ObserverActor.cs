using Akka.Actor;
using AquaTope.Actors.Functions;
using static AquaTope.Actors.Observation.ObservationProtocol;

namespace AquaTope.Actors.Observation;

/// <summary>
/// What a node can show of itself: the latest status of every function it saw, and its recent decisions. Lossy by
/// design: beyond <see cref="KeptDecisions"/> the oldest decision is dropped.
/// </summary>
public sealed class ObserverActor : ReceiveActor
{
    /// <summary>Decisions kept for display.</summary>
    public const int KeptDecisions = 10_000;

    private readonly TimeProvider _time;
    private readonly Dictionary<string, FunctionProtocol.FunctionStatus> _functions = new(StringComparer.Ordinal);
    private readonly Queue<ObservedDecision> _decisions = new();
    private long _number;

    public ObserverActor(TimeProvider time)
    {
        _time = time;
        Receive<Observed.FunctionCounted>(counted => _functions[counted.Status.Function.Value] = counted.Status);
        Receive<Observed>(OnObserved);
        Receive<GetFunctions>(_ => Sender.Tell(new ObservationProtocol.Functions(
            [.. _functions.Values.OrderBy(status => status.Function.Value, StringComparer.Ordinal)])));
        Receive<GetDecisions>(query => Sender.Tell(new Decisions(
            [.. _decisions.Where(decision => decision.Number > query.After).Take(query.Limit)])));
    }

    public static Props Props(TimeProvider time) => Akka.Actor.Props.Create(() => new ObserverActor(time));

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(Observed));

    private void OnObserved(Observed observed)
    {
        if (observed.Describe() is not { } description) return;
        _decisions.Enqueue(new ObservedDecision(
            ++_number, _time.GetUtcNow(), description.Kind, description.Subject, description.Reason));
        if (_decisions.Count > KeptDecisions) _decisions.Dequeue();
    }
}
