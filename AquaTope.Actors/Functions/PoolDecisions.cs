using System.Globalization;
using AquaTope.Actors.Decisions;
using AquaTope.Models.Pools;

namespace AquaTope.Actors.Functions;

/// <summary>What of a function's journal is a decision.</summary>
internal static class PoolDecisions
{
    public static IEnumerable<DecisionRow> Rows { get; } =
    [
        DecisionRow.Of<PoolEvent.TargetChosen>("target-chosen", (origin, chosen) => new Wording(
            origin.Function.Value, string.Create(
                CultureInfo.InvariantCulture,
                $"{chosen.From} -> {chosen.Target} after window {chosen.Window}: {chosen.Because}"))
        {
            Function = origin.Function,
            Change = PoolState.ChangeAfter(origin.Function, chosen.Window)
        }),
        DecisionRow.Of<PoolEvent.ForecastsDrifted>("forecast-drifted", (origin, drifted) => new Wording(
            origin.Function.Value, string.Create(
                CultureInfo.InvariantCulture,
                $"demand exceeds the upper quantile of {drifted.By} too often; "
                + $"the mean error is {drifted.MeanError:0.##} containers"))
        {
            Function = origin.Function
        })
    ];
}
