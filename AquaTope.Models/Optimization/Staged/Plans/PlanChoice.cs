namespace AquaTope.Models.Optimization.Staged.Plans;

/// <summary>An entry of every menu.</summary>
/// <param name="Entries">One entry per menu.</param>
/// <param name="Cost">What they cost together.</param>
/// <param name="Bound">No choice that keeps the limit costs less.</param>
internal sealed record PlanChoice(int[] Entries, double Cost, double Bound);
