using Akka.Actor;
using AquaTope.Actors.Platform;

namespace AquaTope.Faults.Worlds.Nodes;

/// <summary>What is broken on purpose: it answers that a wish is written down, and only then passes it on.</summary>
internal sealed class EagerGateway : ReceiveActor
{
    public EagerGateway(IActorRef gateway)
    {
        Receive<PlatformGatewayProtocol.RequestLimits>(request =>
        {
            Sender.Tell(new PlatformGatewayProtocol.ChangeAccepted(request.Id));
            gateway.Tell(request, ActorRefs.NoSender);
        });
        ReceiveAny(gateway.Forward);
    }

    public static Props Props(IActorRef gateway) => Akka.Actor.Props.Create(() => new EagerGateway(gateway));
}
