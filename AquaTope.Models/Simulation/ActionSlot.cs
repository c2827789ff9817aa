using AquaTope.Models.Identity;
using AquaTope.Models.Simulation.Containers;

namespace AquaTope.Models.Simulation;

/// <summary>A function's place on the platform, kept over redeployments and removal.</summary>
internal sealed class ActionSlot(FunctionId id, Placement placement)
{
    public FunctionId Id { get; } = id;

    /// <summary>The order in which invokers are asked to run it.</summary>
    public Placement Placement { get; } = placement;

    /// <summary>Names the function's random numbers.</summary>
    public ulong Subject { get; } = Chance.SubjectOf(id.Value);

    /// <summary>The version that arrivals get; none once removed.</summary>
    public DeployedAction? Current { get; set; }

    /// <summary>Activations that have arrived, over all versions.</summary>
    public long Arrivals { get; set; }
}
