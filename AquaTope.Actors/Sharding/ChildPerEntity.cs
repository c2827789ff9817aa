using Akka.Actor;
using Akka.Cluster.Sharding;

namespace AquaTope.Actors.Sharding;

/// <summary>A shard region's local stand-in: one child per entity, same extractor, same messages, no cluster.</summary>
public sealed class ChildPerEntity : UntypedActor
{
    private readonly IMessageExtractor _extractor;
    private readonly Func<string, Props> _propsFor;

    public ChildPerEntity(IMessageExtractor extractor, Func<string, Props> propsFor)
    {
        _extractor = extractor;
        _propsFor = propsFor;
    }

    public static Props Props(Func<string, Props> propsFor)
    {
        var extractor = new EntityExtractor();
        return Akka.Actor.Props.Create(() => new ChildPerEntity(extractor, propsFor));
    }

    protected override void OnReceive(object message)
    {
        if (message is Passivate passivate)
        {
            Sender.Tell(passivate.StopMessage);
            return;
        }
        if (_extractor.EntityId(message) is not { } entity)
        {
            Unhandled(message);
            return;
        }

        var name = Uri.EscapeDataString(entity);
        var child = Context.Child(name);
        if (child.IsNobody()) child = Context.ActorOf(_propsFor(entity), name);
        child.Forward(message);
    }
}
