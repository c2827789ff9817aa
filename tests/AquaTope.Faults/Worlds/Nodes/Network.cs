using Akka.Actor;
using AquaTope.Faults.Kernel;
using AquaTope.Faults.Schedule;

namespace AquaTope.Faults.Worlds.Nodes;

/// <summary>
/// What lies between actors: messages are lost, doubled and late, and so are the answers to them. Each life of a node
/// has a network of its own, which ends with it.
/// </summary>
internal sealed class Network(SimulationKernel kernel, FaultSchedule faults, IActorRefProvider provider)
{
    private readonly Dictionary<IActorRef, Link> _back = [];
    private readonly HashSet<string> _cutOff = new(StringComparer.Ordinal);

    public IActorRefProvider Provider => provider;

    /// <summary>Whether anything arrives any more.</summary>
    public bool IsDown { get; set; }

    public Link To(string name, Func<IActorRef?> target) => new(this, name, target);

    /// <summary>Whatever the actor of this name, or one below it, sends arrives nowhere any more.</summary>
    public void CutOff(string name) => _cutOff.Add(name);

    public void Send(Link link, object message, IActorRef sender)
    {
        if (IsDown || IsCutOff(sender)) return;
        var place = $"{link.Name} {message.GetType().Name}";
        var from = Back(sender);
        switch (faults.StrikeAt(place, link.Faults))
        {
            case { Kind: FaultKind.MessageLost }:
                kernel.Note($"lost {place}", message);
                break;
            case { Kind: FaultKind.MessageDoubled } twice:
                Deliver(link, place, message, from);
                kernel.After(twice.Delay(link.Patience), () => Deliver(link, place, message, from));
                break;
            case { Kind: FaultKind.MessageDelayed } late:
                kernel.After(late.Delay(link.Patience), () => Deliver(link, place, message, from));
                break;
            default:
                Deliver(link, place, message, from);
                break;
        }
    }

    private void Deliver(Link link, string place, object message, IActorRef? from)
    {
        if (IsDown || link.Target is not { } target) return;
        kernel.Note(place, message);
        target.Tell(message, from);
    }

    private bool IsCutOff(IActorRef? sender) =>
        _cutOff.Count > 0 && sender is not null && sender is not Link && !sender.IsNobody()
        && _cutOff.Contains(NodeLife.NameWithin(sender).Split('/')[0]);

    private IActorRef? Back(IActorRef? sender)
    {
        if (sender is null || sender.IsNobody()) return ActorRefs.NoSender;
        if (sender is Link) return sender;
        if (!_back.TryGetValue(sender, out var link))
            _back[sender] = link = To($"back to {NodeLife.NameWithin(sender)}", () => sender);
        return link;
    }
}
