using AquaTope.Faults.Kernel;
using AquaTope.Faults.Schedule;
using AquaTope.Faults.Worlds;

namespace AquaTope.Faults.Running;

/// <summary>Runs seeds one after the other on the thread that made it.</summary>
internal sealed class SeedRunner(SimulatedSystem system)
{
    public static SeedRunner StartOnThisThread() => new(SimulatedSystem.StartOnThisThread());

    public SeedResult Run(
        ulong seed, Variant variant = Variant.None, IReadOnlySet<string>? kept = null, Action<string>? trace = null)
    {
        system.Kernel.Begin(seed);
        system.Kernel.Trace = trace;
        var faults = new FaultSchedule(seed, FaultRates.Of(seed), kept);
        var world = new World(system, faults, variant);
        var violations = world.Run();
        return new SeedResult(
            seed, violations, faults.Injected, system.Kernel.Digest, system.Kernel.Steps, world.Lives);
    }

    /// <summary>The kinds of facts that the last run left in its journal.</summary>
    public IReadOnlyList<string> Written =>
    [
        .. system.Kernel.Journal.PersistenceIds.SelectMany(system.Kernel.Journal.EventsOf)
            .Select(written => written.GetType().Name).Distinct()
    ];

    /// <summary>The actors of the last run that came back from a snapshot.</summary>
    public IReadOnlySet<string> Restored => system.Kernel.Journal.Restored;

    public void Stop() => system.Stop();
}
