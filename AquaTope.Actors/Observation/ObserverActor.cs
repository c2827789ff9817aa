using Akka.Actor;
using AquaTope.Actors.Functions;
using static AquaTope.Actors.Observation.ObservationProtocol;

namespace AquaTope.Actors.Observation;

/// <summary>What a node can show of itself: the latest status of every function it saw.</summary>
public sealed class ObserverActor : ReceiveActor
{
    private readonly Dictionary<string, FunctionProtocol.FunctionStatus> _functions = new(StringComparer.Ordinal);

    public ObserverActor()
    {
        Receive<Observed.FunctionCounted>(counted => _functions[counted.Status.Function.Value] = counted.Status);
        Receive<GetFunctions>(_ => Sender.Tell(new ObservationProtocol.Functions(
            [.. _functions.Values.OrderBy(status => status.Function.Value, StringComparer.Ordinal)])));
    }

    public static Props Props() => Akka.Actor.Props.Create(() => new ObserverActor());

    protected override void PreStart() =>
        Context.System.EventStream.Subscribe(Self, typeof(Observed.FunctionCounted));
}
