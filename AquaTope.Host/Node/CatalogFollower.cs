using Akka.Actor;
using AquaTope.Actors.Catalog;

namespace AquaTope.Host.Node;

/// <summary>
/// Keeps a <see cref="CatalogView"/> up to date, and asks again when the catalog has moved to another node.
/// </summary>
internal sealed class CatalogFollower : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public CatalogFollower(CatalogView view, IActorRef catalog)
    {
        Receive<CatalogProtocol.CatalogChanged>(view.Update);
        Receive<AskAgain>(_ => catalog.Tell(new CatalogProtocol.Subscribe()));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(CatalogView view, IActorRef catalog) =>
        Akka.Actor.Props.Create(() => new CatalogFollower(view, catalog));

    // A subscription ends with the singleton that held it; its successor learns of this node by the next question.
    protected override void PreStart() =>
        Timers.StartPeriodicTimer("ask", AskAgain.Instance, TimeSpan.Zero, Interval);

    private sealed record AskAgain
    {
        public static AskAgain Instance { get; } = new();
    }
}
