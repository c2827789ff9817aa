using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Pattern;

namespace AquaTope.Actors;

/// <summary>How cluster singletons run.</summary>
internal static class AquaTopeSingletons
{
    /// <summary>
    /// A persistent singleton under backoff: Akka stops a persistent actor whose write failed, and an instant restart
    /// would only meet the same broken journal.
    /// </summary>
    public static AkkaConfigurationBuilder WithPersistentSingleton<TKey>(
        this AkkaConfigurationBuilder builder, string name, Func<ActorSystem, IActorRegistry, Props> props) =>
        builder.WithSingleton<TKey>(
            name,
            (system, registry, _) => BackoffSupervisor.Props(Backoff.OnStop(
                props(system, registry), name, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10), 0.2, -1)));
}
