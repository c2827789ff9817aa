using AquaTope.Actors.Decisions;
using AquaTope.Models.Forecasting.Serving;

namespace AquaTope.Actors.Serving;

/// <summary>What of the history of models is a decision.</summary>
internal static class ServingDecisions
{
    private const string AsConfigured = "what is configured";

    public static IEnumerable<DecisionRow> Rows { get; } =
    [
        DecisionRow.Of<ModelSwitched>("model-switched", (_, fact) => fact.IsRollback ? null : Describe(fact)),
        DecisionRow.Of<ModelSwitched>("model-rolled-back", (_, fact) => Describe(fact)),
        DecisionRow.Of<ModelMissed>("model-missed", (_, fact) => new Wording(fact.Model, $"{fact.Node}: {fact.Reason}"))
    ];

    private static Wording Describe(ModelSwitched fact) => new(
        fact.To?.Version ?? AsConfigured,
        $"forecasts come from {fact.To?.Version ?? AsConfigured} instead of {fact.From?.Version ?? AsConfigured}" +
        (fact.Why.Length > 0 ? $": {fact.Why}" : ""));
}
