using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Pattern;
using AquaTope.Actors.Fencing;

namespace AquaTope.Actors;

/// <summary>How cluster singletons run.</summary>
internal static class AquaTopeSingletons
{
    /// <summary>
    /// A singleton that runs on one of the nodes with the role <c>control</c>; others reach it. Whatever ends it,
    /// it comes back after a pause: Akka stops a persistent actor whose write failed, and an instant restart would
    /// only meet the same broken journal.
    /// </summary>
    /// <param name="builder">The actor system's builder.</param>
    /// <param name="here">Whether it may run on this node.</param>
    /// <param name="name">Its name.</param>
    /// <param name="props">How it is made.</param>
    /// <param name="leased">
    /// Whether it must hold a lease to run: one that changes the platform, where nodes share a database, so that one
    /// that others have given up stops before its successor begins.
    /// </param>
    public static AkkaConfigurationBuilder WithControlSingleton<TKey>(
        this AkkaConfigurationBuilder builder, bool here, string name,
        Func<ActorSystem, IActorRegistry, Props> props, bool leased = false)
    {
        var options = new ClusterSingletonOptions { Role = NodeRoles.Control };
        if (!here) return builder.WithSingletonProxy<TKey>(name, options);
        if (leased)
            (options.LeaseImplementation, options.LeaseRetryInterval) =
                (new SingletonLease(), SingletonLease.RetryInterval);
        return builder.WithSingleton<TKey>(
            name, (system, registry, _) => Supervised(props(system, registry), name), options);
    }

    /// <summary>The actor under a supervisor that begins it anew when it has stopped or broken down.</summary>
    public static Props Supervised(Props props, string name) => BackoffSupervisor.Props(Backoff.OnStop(
        props, name, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10), 0.2, -1).WithDefaultStoppingStrategy());
}
