using AquaTope.Models.Quantities;

namespace AquaTope.Models.Telemetry;

/// <summary>What a window amounted to once it closed.</summary>
/// <param name="Window">Which window.</param>
/// <param name="Invocations">Activations counted into it.</param>
/// <param name="ColdStarts">How many of them waited for a container to be created.</param>
/// <param name="Demand">Containers needed: the peak of busy containers over the slots of the window.</param>
/// <param name="Counted">The marks that moved with it; those of other sources stand as they were.</param>
public sealed record ClosedWindow(
    WindowIndex Window, int Invocations, int ColdStarts, int Demand, IReadOnlyList<SourceMark> Counted);
