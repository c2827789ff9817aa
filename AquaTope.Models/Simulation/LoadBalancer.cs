using AquaTope.Models.Simulation.Containers;

namespace AquaTope.Models.Simulation;

/// <summary>
/// Chooses the invoker of an arriving activation as OpenWhisk's sharding balancer does: the first along the function's
/// <see cref="Placement"/> whose running and buffered activations leave room, else any, drawn by chance.
/// </summary>
internal sealed class LoadBalancer(Invoker[] invokers)
{
    // The execution draws of an occasion end below this index.
    private const int OverloadUniform = 8;

    public Invoker Choose(in PendingRun run)
    {
        var (index, step) = run.Action.Slot.Placement;
        for (var asked = 0; asked < invokers.Length; asked++, index = (index + step) % invokers.Length)
            if (invokers[index].HasPermitsFor(run.Action.Megabytes))
                return invokers[index];
        return invokers[run.Chance.Below(invokers.Length, OverloadUniform)];
    }
}
