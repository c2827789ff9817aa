using Akka.Hosting;

namespace AquaTope.Actors.Observation;

/// <summary>Wires a node's observer; its key in the registry is <see cref="ObserverActor"/>.</summary>
public static class ObservationHosting
{
    public static AkkaConfigurationBuilder WithObserver(this AkkaConfigurationBuilder builder) =>
        builder.WithActors((system, registry) => registry.Register<ObserverActor>(
            system.ActorOf(ObserverActor.Props(), "observer")));
}
