using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization.Staged;

/// <summary>One run of a stage.</summary>
internal readonly record struct StageRun(ResourceConfiguration Resources, double Seconds);
