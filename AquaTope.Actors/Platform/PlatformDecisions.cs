using AquaTope.Actors.Decisions;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;

namespace AquaTope.Actors.Platform;

/// <summary>What of the gateway's journal is a decision.</summary>
internal static class PlatformDecisions
{
    public static IEnumerable<DecisionRow> Rows { get; } =
    [
        DecisionRow.Of<GatewayEvent.LimitsWished>("limits-wished", (_, wished) =>
            About(wished.Function.Value, $"{wished.Resources}", wished.Id) with { Function = wished.Function }),
        DecisionRow.Of<GatewayEvent.ChangeApplied>("change-applied", (_, applied) => applied.Changed
            ? About(LaneKey.Of(applied.Change).Value, $"{applied.Change}", applied.Id) with
            {
                Function = LaneKey.Of(applied.Change).Function
            }
            : null),
        DecisionRow.Of<GatewayEvent.ChangeAbandoned>("change-abandoned", (_, abandoned) =>
            About(abandoned.Lane.Value, abandoned.Reason, abandoned.Id) with { Function = abandoned.Lane.Function }),
        DecisionRow.Of<GatewayEvent.LimitsCut>("limits-cut", (_, cut) =>
            About(cut.Function.Value, $"{cut.Granted} of {cut.Wished} granted: {cut.Because}", cut.Id) with
            {
                Function = cut.Function
            }),
        DecisionRow.Of<GatewayEvent.PrewarmCut>("prewarm-cut", (_, cut) =>
            About(
                cut.Function.Value,
                $"{cut.Granted} of {cut.Wished} ready containers granted: {cut.Because}", cut.Id) with
            {
                Function = cut.Function
            }),
        DecisionRow.Of<GatewayEvent.LimitsRolledBack>("limits-rolled-back", (_, back) => new Wording(
            back.Subject, $"to {back.To} as {back.Cause}, {Order(back.By, back.Why)}")
        {
            Workflow = back.Tell is [var workflow] ? workflow : null,
            Function = back.Limits is [var only] ? only.Function : null
        }),
        DecisionRow.Of<GatewayEvent.DriftFound>("drift-found", (_, drift) => Of(
            drift.Function,
            $"has {drift.Observed} and not {drift.Expected}, which it was given; {After(drift.Handling)}")),
        DecisionRow.Of<GatewayEvent.DriftEnded>("drift-ended", (_, ended) => Of(
            ended.Function, "has what it was given again")),
        DecisionRow.Of<GatewayEvent.StemCellsDrifted>("stem-cells-drifted", (_, drift) => new Wording(
            LaneKey.StemCells.Value,
            $"{drift.Place} has {drift.Ready} ready and not {drift.Told}, which it was told; {After(drift)}")),
        DecisionRow.Of<GatewayEvent.StemCellsDriftEnded>("stem-cells-drift-ended", (_, ended) => new Wording(
            LaneKey.StemCells.Value, $"{ended.Place} keeps what it was told again, or is no longer there")),
        DecisionRow.Of<GatewayEvent.FunctionMissed>("function-missed", (_, missed) => Of(
            missed.Function, "the platform has no such function any more; its changes wait until it is deployed")),
        DecisionRow.Of<GatewayEvent.TrialEnded>("trial-put-back", (_, ended) => ended.PutBack
            ? new Wording(
                ended.Workflow.Value,
                "a trial on its functions ended without setting their limits again; those before it are put back")
            {
                Workflow = ended.Workflow
            }
            : null),
        DecisionRow.Of<GatewayEvent.ChangesHalted>("changes-halted", (_, halted) => Ordered(halted.By, halted.Why)),
        DecisionRow.Of<GatewayEvent.ChangesResumed>("changes-resumed", (_, resumed) => Ordered(resumed.By, resumed.Why))
    ];

    private static Wording Ordered(string by, string why) =>
        new("gateway", Order(by, why));

    private static string Order(string by, string why) => why.Length > 0 ? $"by {by}: {why}" : $"by {by}";

    private static Wording Of(FunctionId function, string reason) =>
        new(function.Value, reason) { Function = function };

    private static string After(DriftHandling handling) => handling switch
    {
        DriftHandling.Adopt => "it stays so",
        DriftHandling.PutBack => "it is put back",
        _ => "it is left so"
    };

    private static string After(GatewayEvent.StemCellsDrifted drift) => drift switch
    {
        { Persists: true } =>
            "it is left so, since putting them back did not mend it: memory is short, "
            + "or the invoker's manifest lacks the pair",
        { Handling: DriftHandling.PutBack } => "they are posted again",
        { Handling: DriftHandling.Adopt } => "it stays so until the targets change",
        _ => "it is left so"
    };

    private static Wording About(string subject, string reason, ChangeId change) =>
        new(subject, $"{reason}, wished by {change}") { Change = change };
}
