using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization;

/// <summary>A configuration for every stage of a workflow, in the order of its stages.</summary>
public sealed record ResourcePlan(IReadOnlyList<ResourceConfiguration> Stages)
{
    public bool Equals(ResourcePlan? other) => other is not null && Stages.SequenceEqual(other.Stages);

    public override int GetHashCode() => Stages.Aggregate(0, HashCode.Combine);

    public override string ToString() => string.Join("; ", Stages);
}
