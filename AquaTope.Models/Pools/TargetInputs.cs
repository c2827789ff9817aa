using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Pools;

/// <summary>
/// What a target was decided from, beside the demand that the journal holds: with both it can be decided again.
/// </summary>
/// <param name="Policy">The policy in force.</param>
/// <param name="Options">How pools were decided.</param>
/// <param name="LearnedSince">
/// The first window that the policy had been told of; <see langword="null"/> where it was not asked.
/// </param>
/// <param name="MemoryMegabytes">The memory that a container was taken to have.</param>
/// <param name="Forecast">The forecast, where one had come.</param>
/// <param name="Memory">What the policy had learned that demand does not tell, where it learns such.</param>
public sealed record TargetInputs(
    PolicySettings Policy, PoolOptions Options, WindowIndex? LearnedSince, double MemoryMegabytes,
    ForecastInput? Forecast, PolicyMemory? Memory);
