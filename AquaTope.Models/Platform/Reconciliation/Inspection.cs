using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform.Reconciliation;

/// <summary>What the platform said of a function when it was looked at.</summary>
public sealed record Inspection(FunctionId Function, FunctionLookup Seen);

/// <summary>Limits that were found and not expected, and what was done about them.</summary>
public sealed record KnownDrift(ResourceConfiguration Observed, DriftHandling Handling);
