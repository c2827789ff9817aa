using AquaTope.Models;
using AquaTope.Models.Quantities;

namespace AquaTope.Faults.Worlds.People;

/// <summary>Somebody who changes limits and stem cells on the platform itself, past the control plane.</summary>
internal sealed class HandChanges(World world)
{
    public void Plan(TimeSpan until)
    {
        PlanLimits(until);
        if (world.Platform.HasStemCells) PlanStemCells(until);
    }

    // Mostly late: while demand changes, the next target of a pool replaces whatever was posted.
    private void PlanStemCells(TimeSpan until)
    {
        var seed = (long)world.Faults.Seed;
        for (var i = 0; i < 3; i++)
        {
            if (StableHash.Unit("posted by hand", seed, i) >= 0.4) continue;
            var count = 1 + (int)(StableHash.Of("posted by hand so many", seed, i) % 6);
            world.Kernel.After(
                until * (0.5 + StableHash.Unit("posted by hand at", seed, i)), () => world.Platform.PostByHand(count));
        }
    }

    private void PlanLimits(TimeSpan until)
    {
        var seed = (long)world.Faults.Seed;
        for (var i = 0; i < 3; i++)
        {
            if (StableHash.Unit("by hand", seed, i) >= 0.3) continue;
            var function = World.Functions[(int)(StableHash.Of("by hand of", seed, i) % World.FunctionCount)];
            var memory = MemorySize.FromMegabytes(192 + 16 * (int)(StableHash.Of("by hand to", seed, i) % 8));
            world.Kernel.After(
                until * StableHash.Unit("by hand at", seed, i), () => world.Platform.ChangeByHand(function, memory));
        }
    }
}
