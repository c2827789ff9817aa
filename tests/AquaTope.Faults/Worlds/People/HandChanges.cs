using AquaTope.Models;
using AquaTope.Models.Quantities;

namespace AquaTope.Faults.Worlds.People;

/// <summary>Somebody who changes limits on the platform itself, past the control plane.</summary>
internal sealed class HandChanges(World world)
{
    public void Plan(TimeSpan until)
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
