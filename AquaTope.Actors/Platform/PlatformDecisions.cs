using AquaTope.Actors.Decisions;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;

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
        DecisionRow.Of<GatewayEvent.ChangesHalted>("changes-halted", (_, halted) => Ordered(halted.By, halted.Why)),
        DecisionRow.Of<GatewayEvent.ChangesResumed>("changes-resumed", (_, resumed) => Ordered(resumed.By, resumed.Why))
    ];

    private static Wording Ordered(string by, string why) =>
        new("gateway", why.Length > 0 ? $"by {by}: {why}" : $"by {by}");

    private static Wording About(string subject, string reason, ChangeId change) =>
        new(subject, $"{reason}, wished by {change}") { Change = change };
}
