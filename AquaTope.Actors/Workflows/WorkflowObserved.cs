using System.Globalization;
using AquaTope.Actors.Observation;
using AquaTope.Models.Identity;
using AquaTope.Models.Tuning;

namespace AquaTope.Actors.Workflows;

/// <summary>Something happened to a workflow.</summary>
public sealed record WorkflowObserved(WorkflowId Workflow, TuningEvent Fact) : Observed
{
    public override DecisionText? Describe() => Fact switch
    {
        TuningEvent.WorkflowManaged managed => new(
            "workflow-managed", Workflow.Value,
            $"{managed.Workflow.Stages.Count} stages, promised {managed.Workflow.Qos}"),
        TuningEvent.StudyRequested requested => new(
            "study-requested", Workflow.Value, $"study {requested.Generation}: {requested.Because}"),
        TuningEvent.PlanAdopted adopted => new("plan-adopted", Workflow.Value, $"{adopted.Plan}: {adopted.Because}"),
        TuningEvent.CanaryStarted started => new(
            "canary-started", Workflow.Value,
            $"{started.Plan}: {started.Because}; compared with {started.Before}, under which {started.Baseline}"),
        TuningEvent.CanaryKept kept => new("canary-kept", Workflow.Value, kept.Because),
        TuningEvent.CanaryTakenBack back => new("canary-taken-back", Workflow.Value, back.Because),
        TuningEvent.ReferencesLearned learned => new(
            "references-learned", Workflow.Value, string.Join("; ", learned.Stages.Select(Describe))),
        TuningEvent.DriftDetected drift => new("drift-detected", Workflow.Value, drift.Because),
        TuningEvent.WorkflowRetired => new("workflow-retired", Workflow.Value, "nobody manages it any more"),
        _ => null
    };

    private static string Describe(StageReference stage) => string.Create(
        CultureInfo.InvariantCulture,
        $"{stage.Function} takes {stage.Executions[stage.Executions.Count / 2].TotalSeconds:0.###} s at {stage.Memory}");
}

/// <summary>A workflow's counts or its stage of life moved.</summary>
public sealed record WorkflowCounted(WorkflowProtocol.WorkflowStatus Status) : Observed;
