using System.Collections.Immutable;
using AquaTope.Models.Identity;

namespace AquaTope.Models.Platform.Rollbacks;

/// <summary>
/// Limits that functions were given by somebody else than their workflows' plans. The workflows are told until each has
/// answered; until then what their plans wish for these functions is not taken.
/// </summary>
/// <param name="Cause">What gave them.</param>
/// <param name="Limits">What was given.</param>
/// <param name="Because">Why, for people.</param>
/// <param name="Rejects">Whether the plans that are replaced are not to be suggested again.</param>
/// <param name="Untold">The workflows that have not answered.</param>
public sealed record Imposition(
    string Cause, IReadOnlyList<FunctionLimits> Limits, string Because, bool Rejects,
    ImmutableHashSet<WorkflowId> Untold)
{
    /// <summary>
    /// Its place among all that were given; a workflow is told of them in this order, one after the other.
    /// </summary>
    public long Order { get; init; }
}
