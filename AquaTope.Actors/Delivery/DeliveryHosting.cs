using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Functions;
using AquaTope.Models.Delivery;
using AquaTope.Models.Identity;

namespace AquaTope.Actors.Delivery;

/// <summary>
/// Wires a node's announcer and the delivery of what its spool holds; their keys in the registry are <see
/// cref="AnnouncerActor"/> and <see cref="DeliveryActor"/>. A node that takes in nothing any more still delivers.
/// </summary>
public static class DeliveryHosting
{
    public static AkkaConfigurationBuilder WithAnnouncer(this AkkaConfigurationBuilder builder, TimeProvider time) =>
        builder.WithActors((system, registry) => registry.Register<AnnouncerActor>(system.ActorOf(
            AnnouncerActor.Props(
                time, node => system.ActorSelection(new RootActorPath(node) / "user" / DeliveryActor.Name)),
            "announcer")));

    /// <summary>Comes after the functions.</summary>
    public static AkkaConfigurationBuilder WithDelivery(
        this AkkaConfigurationBuilder builder, IReportLog log, DeliveryOptions options, TimeProvider time,
        Func<FunctionId, bool> isManaged) =>
        builder.WithActors((system, registry) => registry.Register<DeliveryActor>(system.ActorOf(
            DeliveryActor.Props(log, options, time, registry.Get<FunctionActor>(), isManaged), DeliveryActor.Name)));
}
