using AquaTope.Models.Platform.Lanes;

namespace AquaTope.Models.Platform.Reconciliation;

/// <summary>
/// Compares the stem cells that invokers keep with what they were told. Each post drops all that are ready, so a level
/// is put back once, and again only when it is further off.
/// </summary>
internal static class StemCellReconciler
{
    /// <summary>The facts that one look at the invokers leads to.</summary>
    /// <param name="state">The gateway.</param>
    /// <param name="lookup">What was seen; <see langword="null"/> where nobody looked.</param>
    /// <param name="began">When the look began; a post since makes it void.</param>
    /// <param name="now">The instant of the facts.</param>
    /// <param name="onDrift">What is to become of drifts where the gateway acts.</param>
    public static IEnumerable<GatewayEvent> Compare(
        GatewayState state, StemCellLookup? lookup, DateTimeOffset began, DateTimeOffset now, DriftHandling onDrift)
    {
        if (lookup is null) yield break;
        if (lookup is not StemCellLookup.Seen(var levels) || Reconciler.IsMoving(state, LaneKey.StemCells, began))
        {
            if (!state.StemCellWatch.IsEmpty) yield return new GatewayEvent.StemCellsSeen([]);
            yield break;
        }

        var seen = new GatewayEvent.StemCellsSeen(levels);
        yield return seen;
        var next = state.Apply(seen);
        var handling = MayPost(state) ? onDrift : DriftHandling.Report;
        foreach (var level in levels)
            if (next.StemCellWatch.LevelAt(level.Place) is { } ready
                && Judge(next, level, ready, handling, now) is { } fact)
                yield return fact;

        // An invoker that is no longer there keeps nothing that could be wrong.
        foreach (var place in state.StemCellDrifts.Keys.Except(levels.Select(level => level.Place))
                     .OrderBy(place => place.ToString(), StringComparer.Ordinal))
            yield return new GatewayEvent.StemCellsDriftEnded(place, now);
    }

    private static GatewayEvent? Judge(
        GatewayState state, StemCellLevel level, int ready, DriftHandling handling, DateTimeOffset now)
    {
        var known = state.StemCellDrifts.GetValueOrDefault(level.Place);
        if (ready == level.Told)
            return known is null || known.IsExcess && state.StemCellWatch.MostAt(level.Place) > level.Told
                ? null
                : new GatewayEvent.StemCellsDriftEnded(level.Place, now);

        // What a post did not mend is not mended by another.
        var persists = handling == DriftHandling.PutBack
            && (known?.WasPutBack(level.Told, ready) == true || state.StemCellWatch.IsWhatPutBackCameTo(level.Place));
        var isNews = known is null || known.IsExceededBy(level.Told, ready)
            || handling == DriftHandling.PutBack && !(persists && known.Persists);
        return isNews
            ? new GatewayEvent.StemCellsDrifted(
                Reconciler.CauseAt("drift", now), level.Place, level.Told, ready,
                persists ? DriftHandling.Report : handling, persists, now)
            : null;
    }

    // A lane whose post is due already, or was refused, gains nothing by another.
    private static bool MayPost(GatewayState state) =>
        state.Lanes.TryGetValue(LaneKey.StemCells, out var lane) && lane.Progress is LaneProgress.Settled
        && state.MayCall(lane);
}
