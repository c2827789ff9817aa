using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Invocations.Compositions;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Emulation.Invocations;

/// <summary>One activation to run.</summary>
/// <param name="Payload">What the caller passes, without the action's own parameters.</param>
/// <param name="Accepted">When it was asked for; its wait counts from here.</param>
/// <param name="Cause">The sequence or composition it is a part of.</param>
/// <param name="Budget">What the outermost composition may still start; parts share it.</param>
/// <param name="Ended">Called once with the record, after that was stored.</param>
internal sealed record ActivationOrder(
    ActivationId Id, ResolvedAction Target, JsonElement Payload, DateTimeOffset Accepted, ActivationId? Cause,
    CompositionBudget Budget, Action<ActivationRecord> Ended)
{
    /// <summary>The action it runs.</summary>
    public WhiskAction Action => Target.Action;

    /// <summary>The parameters of the action and its package, the payload put over them.</summary>
    public JsonElement Arguments => JsonObjects.Merge(Target.Parameters, Payload);
}
