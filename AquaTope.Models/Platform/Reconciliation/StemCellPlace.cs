using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform.Reconciliation;

/// <summary>Where stem cells are kept: one invoker, and a pair of runtime kind and memory.</summary>
/// <param name="Invoker">The invoker as the platform's configuration names it.</param>
/// <param name="Kind">The runtime.</param>
/// <param name="Memory">The memory of each stem cell.</param>
public readonly record struct StemCellPlace(string Invoker, RuntimeKind Kind, MemorySize Memory)
{
    public override string ToString() => $"{Kind} {Memory} on {Invoker}";
}
