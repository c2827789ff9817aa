using AquaTope.Actors.Platform;
using AquaTope.Faults.Worlds;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Lanes;

namespace AquaTope.Faults.Invariants;

/// <summary>What the platform must have come to, by what is wished, by the guards, and by what is retired.</summary>
internal static class PlatformPromises
{
    public static IEnumerable<Violation> NotYetKept(World world, GatewayState gateway)
    {
        foreach (var lane in gateway.Lanes
                 .OrderBy(entry => entry.Key.Value, StringComparer.Ordinal)
                 .Select(entry => entry.Value))
            if (lane.Progress is not LaneProgress.Settled
                || !world.Platform.Has(lane.Desired) && !IsReported(world, gateway, lane.Desired))
                yield return new Violation(
                    "the platform converges",
                    $"{lane.Desired} is wished by {lane.Because} and stands at {lane.Progress}");
        if (!gateway.Impositions.IsEmpty)
            yield return new Violation(
                "workflows know what they did not choose", string.Join(", ", gateway.Impositions.Keys.Order()));
        foreach (var violation in InForce(world, gateway)) yield return violation;
        foreach (var violation in Ready(world, gateway)) yield return violation;
        foreach (var violation in StemCellPromises.NotYetKept(world, gateway)) yield return violation;
    }

    /// <summary>What the gateway must never have taken a trial's limits for.</summary>
    public static IEnumerable<Violation> Broken(World world) =>
        from drift in world.Kernel.Journal.EventsOf(PlatformGatewayActor.Id).OfType<GatewayEvent.DriftFound>()
        where world.Platform.IsOnlyTried(drift.Function, drift.Observed)
        select new Violation(
            "what a trial leaves is put back",
            $"{drift.Function} is said to have been changed by hand to {drift.Observed}: {drift.Handling}");

    // Where workflows share a function, the plan that was adopted last is in force, which the gateway knows.
    private static IEnumerable<Violation> InForce(World world, GatewayState gateway)
    {
        foreach (var wanted in AdoptedPlans.Of(world).GroupBy(plan => plan.Function)
                     .Where(plans => !plans.All(plan => plan.IsPast)))
            if (gateway.Function(wanted.Key).Wished is not { } known || wanted.All(plan => plan.Resources != known))
                yield return new Violation(
                    "wishes are not lost",
                    $"{wanted.Key} is to have {string.Join(" or ", wanted.Select(plan => plan.Resources))}, "
                    + $"the gateway knows {gateway.Function(wanted.Key).Wished}");
            else if (gateway.LimitsOf(wanted.Key) is { } bounded && world.Platform.LimitsOf(wanted.Key) is { } has
                     && !gateway.AreAlike(has, bounded)
                     && !IsReported(world, gateway, new PlatformChange.SetLimits(wanted.Key, bounded)))
                yield return new Violation(
                    "the platform converges", $"{wanted.Key} has {has} and is to have {bounded}");
    }

    private static IEnumerable<Violation> Ready(World world, GatewayState gateway)
    {
        var managed = world.Registrar.Accepted.SelectMany(workflow => workflow.Functions).ToHashSet();
        foreach (var function in World.Functions.Where(function => !managed.Contains(function)))
            if (gateway.ReadyOf(function) > 0)
                yield return new Violation(
                    "what is retired is left alone",
                    $"{gateway.ReadyOf(function)} containers of {function} are kept ready");
        if (world.Settings.Gateway.Guards.NamespaceMemoryMb is { } most)
        {
            var ready = World.Functions.Sum(function =>
                gateway.ReadyOf(function) * (gateway.LimitsOf(function)?.Memory.Megabytes ?? 0));
            if (ready > most) yield return new Violation("limits within the guards", $"{ready} MB ready of {most} MB");
        }
    }

    // What somebody changed by hand stays where it is only to be reported.
    private static bool IsReported(World world, GatewayState gateway, PlatformChange change) =>
        change is PlatformChange.SetLimits(var function, _)
        && gateway.Function(function).Drift is { } drift && drift.Observed == world.Platform.LimitsOf(function);
}
