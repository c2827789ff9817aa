using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;

namespace AquaTope.Actors.Functions;

/// <summary>What every function actor of a node shares.</summary>
public sealed record FunctionSettings(WindowLength Window, PoolOptions Pool, IPrewarmPolicy Policy)
{
    /// <summary>
    /// How rare a false alarm about forecasts is, while they are calibrated: so many forecast windows of a function
    /// apart, on average, at least.
    /// </summary>
    public double WindowsBetweenFalseAlarms { get; init; } = 100_000;
}
