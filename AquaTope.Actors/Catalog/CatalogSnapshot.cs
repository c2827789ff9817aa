using AquaTope.Models.Workflows;

namespace AquaTope.Actors.Catalog;

/// <summary>The catalog as it lies in the snapshot store, each list in the order of its names or versions.</summary>
/// <param name="Version">Changes so far.</param>
/// <param name="Forgotten">The newest change of a name that is not remembered any more.</param>
/// <param name="Workflows">The workflows there are.</param>
/// <param name="Changes">The newest change of each name that is remembered.</param>
/// <param name="Retired">The names of those that were retired, by the change.</param>
public sealed record CatalogSnapshot(
    long Version, long Forgotten, IReadOnlyList<Workflow> Workflows, IReadOnlyList<CatalogSnapshot.Change> Changes,
    IReadOnlyList<CatalogSnapshot.Change> Retired)
{
    /// <summary>A name and when it changed last.</summary>
    public sealed record Change(string Name, long Version);
}
