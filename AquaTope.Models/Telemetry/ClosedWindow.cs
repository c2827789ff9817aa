using AquaTope.Models.Quantities;

namespace AquaTope.Models.Telemetry;

/// <summary>What a window amounted to once it closed.</summary>
/// <param name="Window">Which window.</param>
/// <param name="Invocations">Activations counted into it.</param>
/// <param name="ColdStarts">How many of them waited for a container to be created.</param>
/// <param name="Demand">Containers needed: the peak of busy containers over the slots of the window.</param>
/// <param name="CountedThrough">Reports up to this number are counted in this window or an earlier one.</param>
/// <param name="CountedBeyond">Reports above that number that are counted as well: they overtook others.</param>
public sealed record ClosedWindow(
    WindowIndex Window, int Invocations, int ColdStarts, int Demand, long CountedThrough,
    IReadOnlyList<long> CountedBeyond);
