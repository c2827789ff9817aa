using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;

namespace AquaTope.Faults.Kernel;

/// <summary>An actor system whose every part runs in a kernel: dispatchers, scheduler, journal, snapshots.</summary>
internal sealed class SimulatedSystem
{
    private static readonly string[] Dispatchers =
    [
        "akka.actor.default-dispatcher", "akka.actor.internal-dispatcher", "akka.actor.default-blocking-io-dispatcher",
        "akka.persistence.dispatchers.default-plugin-dispatcher",
        "akka.persistence.dispatchers.default-replay-dispatcher",
        "aquatope.inference-dispatcher", "aquatope.fit-dispatcher"
    ];

    private SimulatedSystem(SimulationKernel kernel, ActorSystem system)
    {
        Kernel = kernel;
        System = system;
    }

    public SimulationKernel Kernel { get; }

    public ActorSystem System { get; }

    /// <summary>Starts a system that belongs to the calling thread.</summary>
    public static SimulatedSystem StartOnThisThread()
    {
        var kernel = SimulationKernel.ClaimThread();
        kernel.Begin(0);
        var system = ActorSystem.Create("simulation", Configuration());

        // The first actor with a journal starts it otherwise, and the first simulation would differ from all others.
        var persistence = Persistence.Instance.Apply(system);
        persistence.JournalFor(null);
        persistence.SnapshotStoreFor(null);
        kernel.Settle();
        return new SimulatedSystem(kernel, system);
    }

    public void Stop()
    {
        _ = System.Terminate();
        Kernel.RunUntil(Kernel.Now.AddMinutes(10), 1_000_000);
    }

    private static Config Configuration()
    {
        var dispatchers = string.Join('\n', Dispatchers.Select(id =>
            $"{id} {{ type = \"{NameOf<KernelDispatcherConfigurator>()}\", throughput = 1, id = \"{id}\" }}"));
        return ConfigurationFactory.ParseString(
            $$"""
              akka {
                loggers = []
                loglevel = ERROR
                stdout-loglevel = OFF
                log-dead-letters = off
                log-dead-letters-during-shutdown = off
                scheduler.implementation = "{{NameOf<KernelScheduler>()}}"
                coordinated-shutdown { exit-clr = off, run-by-clr-shutdown-hook = off, run-by-actor-system-terminate = off }
                persistence {
                  journal.plugin = "simulation.journal"
                  snapshot-store.plugin = "simulation.snapshots"
                }
              }
              simulation.journal {
                class = "{{NameOf<JournalPlugin>()}}"
                plugin-dispatcher = "akka.persistence.dispatchers.default-plugin-dispatcher"
              }
              simulation.snapshots {
                class = "{{NameOf<SnapshotPlugin>()}}"
                plugin-dispatcher = "akka.persistence.dispatchers.default-plugin-dispatcher"
              }
              {{dispatchers}}
              """);
    }

    private static string NameOf<T>() => $"{typeof(T).FullName}, {typeof(T).Assembly.GetName().Name}";
}
