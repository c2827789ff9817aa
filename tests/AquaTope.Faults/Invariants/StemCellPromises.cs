using AquaTope.Actors.Platform;
using AquaTope.Faults.Worlds;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;

namespace AquaTope.Faults.Invariants;

/// <summary>What invokers must keep, and what must have been made of it where they do not.</summary>
internal static class StemCellPromises
{
    /// <summary>
    /// Invokers keep what they were told, or it is told that they do not. What was put back stays so, unless the
    /// invoker has no room or somebody changed it once more.
    /// </summary>
    public static IEnumerable<Violation> NotYetKept(World world, GatewayState gateway)
    {
        foreach (var level in world.Platform.Invokers.Levels(gateway.StemCellsApplied ?? []))
        {
            var known = gateway.StemCellDrifts.GetValueOrDefault(level.Place);
            if (level.Ready == level.Told && known is not null)
                yield return new Violation("drifts are told", $"{level} is as told, and known as {known}");
            if (level.Ready != level.Told && known?.Told != level.Told)
                yield return new Violation("drifts are told", $"{level} is known as {known}");
            if (level.Ready != level.Told && world.Settings.Gateway.Reconcile.OnDrift == DriftHandling.PutBack
                && gateway.Lanes[LaneKey.StemCells] is var lane && gateway.MayCall(lane)
                && !(known is { Persists: true } && world.Platform.Invokers.MayPersist(level)))
                yield return new Violation("the platform converges", $"{level} is known as {known}");
        }
    }

    /// <summary>What was put back is not put back again before it ended, unless it is further off.</summary>
    public static IEnumerable<Violation> Broken(World world)
    {
        var putBack = new Dictionary<StemCellPlace, GatewayEvent.StemCellsDrifted>();
        foreach (var fact in world.Kernel.Journal.EventsOf(PlatformGatewayActor.Id))
            if (fact is GatewayEvent.StemCellsDriftEnded ended) putBack.Remove(ended.Place);
            else if (fact is GatewayEvent.StemCellsDrifted { Handling: DriftHandling.PutBack } drift)
            {
                if (putBack.TryGetValue(drift.Place, out var before) && before.Told == drift.Told
                    && Math.Sign(before.Ready - before.Told) == Math.Sign(drift.Ready - drift.Told)
                    && Math.Abs(drift.Ready - drift.Told) <= Math.Abs(before.Ready - before.Told))
                    yield return new Violation("nothing is put back in vain twice", $"{before} and {drift}");
                putBack[drift.Place] = drift;
            }
    }
}
