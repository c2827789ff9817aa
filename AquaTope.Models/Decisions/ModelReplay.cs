using AquaTope.Models.Forecasting.Serving;

namespace AquaTope.Models.Decisions;

/// <summary>Decides a switch of models again, from the history of models.</summary>
public static class ModelReplay
{
    /// <param name="before">The switches before.</param>
    /// <param name="decided">The switch.</param>
    public static Explanation Explain(IEnumerable<ModelSwitched> before, ModelSwitched decided)
    {
        var history = before.Aggregate(ModelHistory.Empty, (at, fact) => at.Apply(fact));
        var now = decided.IsRollback ? history.RollBack(decided.At, decided.By, decided.Why)
            : decided.To is { } to ? history.Switch(to, decided.At, decided.By, decided.Why)
            : null;
        return Explanation.Compare(decided, now, Words,
        [
            new ExplanationInput("asked for by", decided.By),
            new ExplanationInput("in service before", history.Served?.ToString() ?? "what is configured")
        ]);
    }

    private static string Words(ModelSwitched fact) => fact.To?.Version ?? "what is configured";
}
