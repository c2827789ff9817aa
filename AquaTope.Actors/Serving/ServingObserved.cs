using AquaTope.Actors.Decisions;
using AquaTope.Actors.Observation;
using AquaTope.Models.Forecasting.Serving;

namespace AquaTope.Actors.Serving;

/// <summary>The cluster forecasts with another model.</summary>
public sealed record ModelObserved(ModelSwitched Fact) : Observed
{
    public override DecisionText Describe() => AquaTopeDecisions.Table.Describe(ModelHistoryActor.Id, Fact)!;
}
