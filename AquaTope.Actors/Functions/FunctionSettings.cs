using AquaTope.Models.Pools;
using AquaTope.Models.Quantities;

namespace AquaTope.Actors.Functions;

/// <summary>What every function actor of a node shares.</summary>
public sealed record FunctionSettings(WindowLength Window, PoolOptions Pool, IPrewarmPolicy Policy);
