using AquaTope.Actors.Observation;
using AquaTope.Models.Forecasting.Serving;

namespace AquaTope.Actors.Serving;

/// <summary>The cluster forecasts with another model.</summary>
public sealed record ModelObserved(ModelSwitched Fact) : Observed
{
    private const string AsConfigured = "what is configured";

    public override DecisionText Describe() => new(
        Fact.IsRollback ? "model-rolled-back" : "model-switched", Fact.To?.Version ?? AsConfigured,
        $"forecasts come from {Fact.To?.Version ?? AsConfigured} instead of {Fact.From?.Version ?? AsConfigured}" +
        (Fact.Why.Length > 0 ? $": {Fact.Why}" : ""));
}

/// <summary>A node cannot read the model in service.</summary>
public sealed record ModelMissed(string Model, string Reason) : Observed
{
    public override DecisionText Describe() => new("model-missed", Model, Reason);
}
