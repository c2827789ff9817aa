using Akka.Actor;

namespace AquaTope.Faults.Worlds.People;

/// <summary>Somebody outside of the node: what is told to it, it handles at once.</summary>
internal sealed class Client(IActorRefProvider provider, string name, Action<object> handle) : MinimalActorRef
{
    public override ActorPath Path { get; } =
        new RootActorPath(Address.AllSystems) / "client" / Uri.EscapeDataString(name);

    public override IActorRefProvider Provider => provider;

    protected override void TellInternal(object message, IActorRef sender) => handle(message);
}
