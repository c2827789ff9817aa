using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Pools;

/// <summary>What is known and decided of one function's containers.</summary>
/// <param name="Function">Whose pool it is.</param>
/// <param name="Demand">Containers needed per closed window.</param>
/// <param name="LastClosed">The newest window that is over; <see langword="null"/> before the first.</param>
/// <param name="LastDecided">The newest window after which a target was decided.</param>
/// <param name="Target">Containers wished of the platform beyond the warm ones.</param>
/// <param name="Ready">Containers wished ready when the target was chosen, the warm ones included.</param>
/// <param name="TargetSince">The window after which the target was chosen; it names the change.</param>
/// <param name="Invocations">Activations in closed windows since the function is known.</param>
/// <param name="ColdStarts">How many of them waited for a container to be created.</param>
/// <param name="Counted">How far the reports of each source are counted in closed windows.</param>
public sealed record PoolState(
    FunctionId Function,
    DemandSeries Demand,
    WindowIndex? LastClosed,
    WindowIndex? LastDecided,
    int Target,
    int Ready,
    WindowIndex? TargetSince,
    long Invocations,
    long ColdStarts,
    IReadOnlyList<SourceMark> Counted)
{
    public static PoolState New(FunctionId function, PoolOptions options) => new(
        function, DemandSeries.Empty(options.Retention), null, null, 0, 0, null, 0, 0, []);

    /// <summary>The change by which the present target is known to the gateway.</summary>
    public ChangeId? TargetChange => TargetSince is { } window ? ChangeAfter(Function, window) : null;

    /// <summary>The change by which the gateway knows the target that a function chose after a window.</summary>
    public static ChangeId ChangeAfter(FunctionId function, WindowIndex window) => new($"pool:{function}:{window}");

    public PoolState Apply(PoolEvent fact) => fact switch
    {
        PoolEvent.WindowClosed { Closed: var closed } => this with
        {
            Demand = Demand.With(closed.Window, closed.Demand),
            LastClosed = Later(LastClosed, closed.Window),
            Invocations = Invocations + closed.Invocations,
            ColdStarts = ColdStarts + closed.ColdStarts,
            Counted = Counted.With(closed.Counted)
        },
        PoolEvent.WindowsPassed passed => this with { LastClosed = Later(LastClosed, passed.Window) },
        PoolEvent.TargetChosen chosen => this with
        {
            Target = chosen.Target,
            Ready = chosen.Because.Ready,
            TargetSince = chosen.Window,
            LastDecided = chosen.Window,
            LastClosed = Later(LastClosed, chosen.Window)
        },
        PoolEvent.ForecastsDrifted => this,
        PoolEvent.TargetKept kept => this with { LastDecided = kept.Window },
        _ => throw new ArgumentException($"A pool knows no event {fact.GetType().Name}.", nameof(fact))
    };

    private static WindowIndex Later(WindowIndex? earlier, WindowIndex window) =>
        earlier is { } known && known > window ? known : window;
}
