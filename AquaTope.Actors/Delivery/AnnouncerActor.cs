using Akka.Actor;
using Akka.Cluster;
using static AquaTope.Actors.Delivery.DeliveryProtocol;

namespace AquaTope.Actors.Delivery;

/// <summary>
/// Tells every node, since each may have a spool, what the functions of this node have written down, and which of them
/// have come back; many at once, as soon as a short while has passed. What gets lost is made good when those nodes ask.
/// </summary>
public sealed class AnnouncerActor : ReceiveActor
{
    /// <summary>Functions told of in one message; frames between nodes have a bound.</summary>
    private const int MostAtOnce = 1000;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly Func<Address, ICanTell> _deliveryAt;
    private readonly SortedSet<Address> _nodes = new(Member.AddressOrdering);
    private readonly List<MarksMoved> _gathered = [];
    private ITimer? _timer;

    public AnnouncerActor(TimeProvider time, Func<Address, ICanTell> deliveryAt)
    {
        _time = time;
        _deliveryAt = deliveryAt;
        Receive<MarksMoved>(OnMarksMoved);
        Receive<Due>(_ => Announce());
        Receive<ClusterEvent.MemberUp>(up => OnMember(up.Member, isThere: true));
        Receive<ClusterEvent.MemberRemoved>(removed => OnMember(removed.Member, isThere: false));
        Receive<ClusterEvent.IMemberEvent>(_ => { });
    }

    /// <param name="time">The clock of gathering.</param>
    /// <param name="deliveryAt">The delivery of a node.</param>
    public static Props Props(TimeProvider time, Func<Address, ICanTell> deliveryAt) =>
        Akka.Actor.Props.Create(() => new AnnouncerActor(time, deliveryAt));

    protected override void PreStart() => Cluster.Get(Context.System).Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));

    protected override void PostStop()
    {
        _timer?.Dispose();
        Cluster.Get(Context.System).Unsubscribe(Self);
    }

    private void OnMember(Member member, bool isThere)
    {
        if (isThere) _nodes.Add(member.Address);
        else _nodes.Remove(member.Address);
    }

    private void OnMarksMoved(MarksMoved moved)
    {
        _gathered.Add(moved);
        if (_gathered.Count >= MostAtOnce)
        {
            Announce();
            return;
        }
        if (_timer is not null) return;
        var self = Self;
        _timer = _time.CreateTimer(_ => self.Tell(Due.Instance), null, Gathering, Timeout.InfiniteTimeSpan);
    }

    private void Announce()
    {
        _timer?.Dispose();
        _timer = null;
        if (_gathered.Count == 0) return;
        var announced = new MarksAnnounced([.. _gathered]);
        _gathered.Clear();
        foreach (var node in _nodes) _deliveryAt(node).Tell(announced, Self);
    }

    private sealed record Due
    {
        public static Due Instance { get; } = new();
    }
}
