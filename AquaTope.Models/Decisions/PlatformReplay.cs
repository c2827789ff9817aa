using AquaTope.Models.Platform;

namespace AquaTope.Models.Decisions;

/// <summary>Holds what the platform was made to have against what was wished of it.</summary>
public static class PlatformReplay
{
    /// <param name="before">The gateway's journal up to the change.</param>
    /// <param name="decided">The change.</param>
    public static Explanation Explain(IReadOnlyList<GatewayEvent> before, GatewayEvent decided) => decided switch
    {
        GatewayEvent.LimitsWished wished =>
            Explanation.Told("a plan asks for it; the gateway wrote the wish down", $"{wished.Resources}"),
        GatewayEvent.ChangeAbandoned abandoned =>
            Explanation.Told("the platform refused it", abandoned.Reason),
        GatewayEvent.ChangeApplied applied => Apply(before, applied),
        _ => Explanation.Told("the gateway wrote it down", decided.ToString())
    };

    private static Explanation Apply(IReadOnlyList<GatewayEvent> before, GatewayEvent.ChangeApplied applied) =>
        applied.Change switch
        {
            PlatformChange.SetLimits limits when before.OfType<GatewayEvent.LimitsWished>()
                .LastOrDefault(wish => wish.Id == applied.Id) is { } wish => Explanation.Compare<PlatformChange>(
                limits, new PlatformChange.SetLimits(wish.Function, wish.Resources), change => change.ToString(),
                [new ExplanationInput("wish", $"{wish.Id}: {wish.Resources}")]),
            PlatformChange.KeepWarm warm when before.OfType<GatewayEvent.PrewarmWished>()
                .LastOrDefault(wish => wish.Id == applied.Id && wish.Function == warm.Function) is { } wish =>
                Explanation.Compare<PlatformChange>(
                    warm,
                    new PlatformChange.KeepWarm(wish.Function, wish.Containers > 0 ? wish.Together : 0),
                    change => change.ToString(),
                    [new ExplanationInput("wish", $"{wish.Id}: {wish.Containers} beyond the warm ones, {wish.Together} in all")]),
            _ => Explanation.Told("it follows from the wishes of several functions together", applied.Change.ToString())
        };
}
