using Akka.Actor;
using AquaTope.Faults.Schedule;

namespace AquaTope.Faults.Worlds.Nodes;

/// <summary>A reference through which messages reach an actor as the network lets them.</summary>
internal sealed class Link(Network network, string name, Func<IActorRef?> target) : MinimalActorRef
{
    /// <summary>What faults name the link by.</summary>
    public string Name => name;

    public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems) / "link" / Uri
        .EscapeDataString(name);

    public override IActorRefProvider Provider => network.Provider;

    /// <summary>What can go wrong on it.</summary>
    public FaultKind[] Faults { get; init; } =
        [FaultKind.MessageLost, FaultKind.MessageDoubled, FaultKind.MessageDelayed];

    /// <summary>The longest that a message is on its way.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>Who is reached now; nobody while whoever is meant is down.</summary>
    public IActorRef? Target => target();

    protected override void TellInternal(object message, IActorRef sender) => network.Send(this, message, sender);
}
