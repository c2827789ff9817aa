namespace AquaTope.Models.Optimization.Studies;

/// <summary>Which study of the same workflow came before, and what is known to differ since.</summary>
/// <param name="Generation">Its number.</param>
/// <param name="Changed">The functions whose times it measured no longer hold; those of all others do.</param>
/// <param name="Rejected">Plans that were tried on production and taken back; not to be suggested again.</param>
public sealed record EarlierStudy(
    int Generation, IReadOnlyList<StageChange> Changed, IReadOnlyList<ResourcePlan> Rejected)
{
    public bool Equals(EarlierStudy? other) =>
        other is not null && Generation == other.Generation && Changed.SequenceEqual(other.Changed)
        && Rejected.SequenceEqual(other.Rejected);

    public override int GetHashCode() => HashCode.Combine(Generation, Changed.Count, Rejected.Count);
}
