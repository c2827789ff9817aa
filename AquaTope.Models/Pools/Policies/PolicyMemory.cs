namespace AquaTope.Models.Pools.Policies;

/// <summary>
/// What a tracker has learned that demand alone does not tell: how good forecasts were, and whom it follows therefore.
/// </summary>
/// <param name="Costs">The discounted cost of each rule that is accounted, the learned decisions' first.</param>
/// <param name="Followed">The rule that is followed; 0 for the learned decisions.</param>
/// <param name="Trust">The weight of a forecast beside what was learned, from 0 to 1.</param>
public sealed record PolicyMemory(IReadOnlyList<double> Costs, int Followed, double Trust)
{
    public bool Equals(PolicyMemory? other) =>
        other is not null && (Followed, Trust) == (other.Followed, other.Trust) && Costs.SequenceEqual(other.Costs);

    public override int GetHashCode() => HashCode.Combine(Followed, Trust, Costs.Count);
}
