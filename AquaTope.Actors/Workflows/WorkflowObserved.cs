using AquaTope.Actors.Decisions;
using AquaTope.Actors.Observation;
using AquaTope.Models.Identity;
using AquaTope.Models.Tuning;

namespace AquaTope.Actors.Workflows;

/// <summary>Something happened to a workflow.</summary>
public sealed record WorkflowObserved(WorkflowId Workflow, TuningEvent Fact) : Observed
{
    public override DecisionText? Describe() =>
        AquaTopeDecisions.Table.Describe(WorkflowActor.PersistenceIdOf(Workflow), Fact);
}

/// <summary>A workflow's counts or its stage of life moved.</summary>
public sealed record WorkflowCounted(WorkflowProtocol.WorkflowStatus Status) : Observed;
