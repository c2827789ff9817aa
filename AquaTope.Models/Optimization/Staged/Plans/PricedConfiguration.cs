using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization.Staged.Plans;

/// <summary>A configuration and the price of a second under it.</summary>
public sealed record PricedConfiguration(ResourceConfiguration Resources, double PerSecond);
