using AquaTope.Models.Identity;
using AquaTope.Models.Pools;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Actors.Functions;

/// <summary>A pool's state as it lies in the snapshot store.</summary>
public sealed record PoolSnapshot(
    FunctionId Function,
    IReadOnlyList<WindowDemand> Demand,
    WindowIndex? LastClosed,
    int Target,
    int Ready,
    WindowIndex? TargetSince,
    long Invocations,
    long ColdStarts,
    IReadOnlyList<SourceMark> Counted)
{
    public static PoolSnapshot Of(PoolState state) => new(
        state.Function, [.. state.Demand.Entries.Select(entry => new WindowDemand(entry.Window, entry.Demand))],
        state.LastClosed, state.Target, state.Ready, state.TargetSince, state.Invocations, state.ColdStarts,
        state.Counted);

    public PoolState ToState(PoolOptions options) => new(
        Function,
        DemandSeries.Of(options.Retention, Demand.Select(at => (at.Window, at.Demand))),
        LastClosed, null, Target, Ready, TargetSince, Invocations, ColdStarts, Counted);
}

/// <summary>One window with demand.</summary>
public sealed record WindowDemand(WindowIndex Window, int Demand);
