using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform.Reconciliation;

/// <summary>
/// Compares what the platform has with what the gateway gave it. Only levels count: how often something was changed in
/// between, and whether a function was deployed anew with the same limits, does not matter.
/// </summary>
internal static class Reconciler
{
    /// <summary>The facts that one look at the platform leads to.</summary>
    /// <param name="state">The gateway.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="began">When the look began; what was changed since says nothing.</param>
    /// <param name="now">The instant of the facts.</param>
    /// <param name="onDrift">What is to become of drifts where the gateway acts.</param>
    public static IEnumerable<GatewayEvent> Compare(
        GatewayState state, IReadOnlyList<Inspection> seen, DateTimeOffset began, DateTimeOffset now,
        DriftHandling onDrift)
    {
        foreach (var (function, lookup) in seen)
        {
            var known = state.Function(function);
            switch (lookup)
            {
                case FunctionLookup.Missing when !known.IsMissing:
                    yield return new GatewayEvent.FunctionMissed(function, now);
                    break;
                case FunctionLookup.Found found:
                    foreach (var fact in Compare(state, function, known, found, began, now, onDrift)) yield return fact;
                    break;
            }
        }
    }

    /// <summary>A change met other limits than those it starts from; what is wished goes on from there.</summary>
    public static GatewayEvent.DriftFound Stumbled(
        GatewayState state, FunctionId function, ResourceConfiguration observed, DateTimeOffset now) =>
        new(
            CauseAt("by-hand", now), function, state.Function(function).Present ?? observed, observed,
            DriftHandling.PutBack, [], now);

    /// <summary>The name of a cause that was found at an instant.</summary>
    public static string CauseAt(string what, DateTimeOffset now) => $"{what}:{now.UtcDateTime:yyyyMMddTHHmmssfff}";

    private static IEnumerable<GatewayEvent> Compare(
        GatewayState state, FunctionId function, WishedFunction known, FunctionLookup.Found found, DateTimeOffset began,
        DateTimeOffset now, DriftHandling onDrift)
    {
        if (known.IsMissing || known.Kind != found.Kind)
            yield return new GatewayEvent.FunctionIdentified(function, found.Kind, found.Resources);
        if (known.Present is not { } expected || state.IsOnTrial(function) || state.IsLeftOnTrial(function)
            || IsMoving(state, LaneKey.Limits(function), began))
            yield break;

        if (state.AreAlike(expected, found.Resources))
        {
            if (known.Drift is not null) yield return new GatewayEvent.DriftEnded(function, now);
            yield break;
        }

        var handling = known.Wished is null ? DriftHandling.Adopt
            : state.ActsOn(function) && state.Halt is null ? onDrift
            : DriftHandling.Report;
        if (known.Drift is { } told && told.Handling == handling && state.AreAlike(told.Observed, found.Resources))
            yield break;
        yield return new GatewayEvent.DriftFound(
            CauseAt("by-hand", now), function, expected, found.Resources, handling,
            handling == DriftHandling.Adopt && known.Wished is not null ? state.UsersOf(function) : [], now);
    }

    /// <summary>
    /// Whether a change is out, due, or was made during the look: what was seen may be from before it.
    /// </summary>
    public static bool IsMoving(GatewayState state, LaneKey key, DateTimeOffset began) =>
        state.Lanes.TryGetValue(key, out var lane) && lane.Progress switch
        {
            LaneProgress.Settled settled => settled.At >= began,
            LaneProgress.Waiting => state.MayCall(lane),
            LaneProgress.Abandoned => false,
            _ => true
        };
}
