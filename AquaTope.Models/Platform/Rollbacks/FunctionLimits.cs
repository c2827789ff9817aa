using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform.Rollbacks;

/// <summary>A function and the CPU and memory of its containers.</summary>
public sealed record FunctionLimits(FunctionId Function, ResourceConfiguration Resources);
