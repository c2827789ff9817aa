using System.Collections.Immutable;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Emulation.Entities;

/// <summary>The record of a finished activation, or of a fired trigger, which has no end.</summary>
/// <param name="Name">The action or trigger; an action's package shows in the <c>path</c> annotation only.</param>
/// <param name="Binding">The package binding through which the action was called, if any.</param>
/// <param name="Start">When the run began, initialization included.</param>
/// <param name="Duration">Initialization and run; for sequences and compositions the sum over their parts.</param>
/// <param name="Cause">The sequence or composition that started it.</param>
/// <param name="Logs">Log lines; for sequences and compositions the ids of their parts in order.</param>
internal sealed record ActivationRecord(
    ActivationId Id, WhiskName Name, WhiskName? Binding, SemanticVersion Version, DateTimeOffset Start,
    DateTimeOffset? End, TimeSpan Duration, ActivationId? Cause, ActivationResponse Response,
    ImmutableArray<string> Logs, PropertyList Annotations)
{
    /// <summary>
    /// The name that lists are filtered by: the action's own, or that of the binding it was called through.
    /// </summary>
    public string CalledAs => Binding is { } binding ? $"{binding.Name}/{Name.Name}" : Name.Local;
}
