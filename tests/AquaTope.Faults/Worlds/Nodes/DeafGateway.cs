using Akka.Actor;
using AquaTope.Actors.Platform;

namespace AquaTope.Faults.Worlds.Nodes;

/// <summary>What is broken on purpose: it hears of trials on functions themselves as if they ran on copies.</summary>
internal sealed class DeafGateway : ReceiveActor
{
    public DeafGateway(IActorRef gateway)
    {
        Receive<PlatformGatewayProtocol.MayTry>(question => gateway.Forward(question with { InPlace = false }));
        Receive<PlatformGatewayProtocol.TrialOver>(_ => { });
        ReceiveAny(gateway.Forward);
    }

    public static Props Props(IActorRef gateway) => Akka.Actor.Props.Create(() => new DeafGateway(gateway));
}
