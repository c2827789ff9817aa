using System.Text.Json.Serialization;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Wire;
using AquaTope.Models.Optimization;
using AquaTope.Models.Tuning;
using static AquaTope.Actors.Workflows.WorkflowProtocol;

namespace AquaTope.Actors.Workflows;

/// <summary>A workflow's rows of the wire table.</summary>
internal static class TuningWire
{
    private static readonly TuningJson Json = new(WireJson.Options());

    public static IEnumerable<WireRow> Rows { get; } =
    [
        WireRow.Current<Manage, WorkflowShape>(
            "workflow.manage.1", Json.WorkflowShape, manage => WorkflowShape.Of(manage.Definition),
            shape => new Manage(shape.ToWorkflow())),
        WireRow.Current("workflow.record-activations.1", Json.RecordActivations),
        WireRow.Current("workflow.close-window.1", Json.CloseWorkflowWindow),
        WireRow.Current<SettleStudy, SettleStudyShape>(
            "workflow.settle-study.1", Json.SettleStudyShape,
            settle => new SettleStudyShape(settle.Study, settle.Plan, settle.Because),
            shape => new SettleStudy(shape.Study, shape.Plan, shape.Because)),
        WireRow.Current("workflow.retire.1", Json.Retire),
        WireRow.Current("workflow.get.1", Json.GetWorkflow),
        WireRow.Current("workflow.not-managed.1", Json.NotManaged),
        WireRow.Current("workflow.status.1", Json.WorkflowStatus),
        WireRow.Current<TuningEvent.WorkflowManaged, WorkflowShape>(
            "tuning.workflow-managed.1", Json.WorkflowShape, managed => WorkflowShape.Of(managed.Workflow),
            shape => new TuningEvent.WorkflowManaged(shape.ToWorkflow())),
        WireRow.Current("tuning.study-requested.1", Json.StudyRequested),
        WireRow.Current("tuning.plan-adopted.1", Json.PlanAdopted),
        WireRow.Current("tuning.change-acknowledged.1", Json.ChangeAcknowledged),
        WireRow.Current("tuning.drift-detected.1", Json.DriftDetected),
        WireRow.Current("tuning.workflow-retired.1", Json.WorkflowRetired)
    ];
}

internal sealed record SettleStudyShape(StudyId Study, ResourcePlan Plan, string Because);

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(WorkflowShape))]
[JsonSerializable(typeof(RecordActivations))]
[JsonSerializable(typeof(CloseWorkflowWindow))]
[JsonSerializable(typeof(SettleStudyShape))]
[JsonSerializable(typeof(Retire))]
[JsonSerializable(typeof(GetWorkflow))]
[JsonSerializable(typeof(NotManaged))]
[JsonSerializable(typeof(WorkflowStatus))]
[JsonSerializable(typeof(TuningEvent.StudyRequested))]
[JsonSerializable(typeof(TuningEvent.PlanAdopted))]
[JsonSerializable(typeof(TuningEvent.ChangeAcknowledged))]
[JsonSerializable(typeof(TuningEvent.DriftDetected))]
[JsonSerializable(typeof(TuningEvent.WorkflowRetired))]
internal sealed partial class TuningJson : JsonSerializerContext;
