using AquaTope.Actors.Decisions;
using AquaTope.Actors.Observation;
using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Actors.Optimization;

/// <summary>Something happened in a study.</summary>
public sealed record StudyObserved(StudyId Study, StudyEvent Fact) : Observed
{
    public override DecisionText? Describe() =>
        AquaTopeDecisions.Table.Describe(StudyActor.PersistenceIdOf(Study), Fact);
}
