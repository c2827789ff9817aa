using System.Text.Json.Serialization;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Wire;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tuning;
using AquaTope.Models.Workflows;
using static AquaTope.Actors.Workflows.WorkflowProtocol;

namespace AquaTope.Actors.Workflows;

/// <summary>A workflow's rows of the wire table.</summary>
internal static class TuningWire
{
    private static readonly TuningJson Json = new(WireJson.Options());

    public static IEnumerable<WireRow> Rows { get; } =
    [
        WireRow.Current<Manage, ManagedShape>(
            "workflow.manage.1", Json.ManagedShape, manage => ManagedShape.Of(manage.Definition, manage.Version),
            shape => new Manage(shape.ToWorkflow(), shape.Version)),
        WireRow.Current("workflow.record-activations.1", Json.RecordActivations),
        WireRow.Current("workflow.close-window.1", Json.CloseWorkflowWindow),
        WireRow.Current<SettleStudy, SettleStudyShape>(
            "workflow.settle-study.2", Json.SettleStudyShape,
            settle => new SettleStudyShape(settle.Study, settle.Plan, settle.Because, settle.Present),
            shape => new SettleStudy(shape.Study, shape.Plan, shape.Because, shape.Present)),
        WireRow.Retired<SettleStudy1, SettleStudy>(
            "workflow.settle-study.1", Json.SettleStudy1,
            old => new SettleStudy(old.Study, old.Plan, old.Because, null)),
        WireRow.Current("workflow.retire.1", Json.Retire),
        WireRow.Current("workflow.retired.1", Json.Retired),
        WireRow.Current("workflow.get.1", Json.GetWorkflow),
        WireRow.Current("workflow.not-managed.1", Json.NotManaged),
        WireRow.Current("workflow.status.1", Json.WorkflowStatus),
        WireRow.Current<TuningEvent.WorkflowManaged, ManagedShape>(
            "tuning.workflow-managed.1", Json.ManagedShape,
            managed => ManagedShape.Of(managed.Workflow, managed.Version),
            shape => new TuningEvent.WorkflowManaged(shape.ToWorkflow(), shape.Version)),
        WireRow.Current("workflow.accept-limits.1", Json.AcceptLimits),
        WireRow.Current("tuning.plan-imposed.1", Json.PlanImposed),
        WireRow.Current<TuningEvent.ModeSet, ModeShape>(
            "tuning.mode-set.1", Json.ModeShape, set => new ModeShape(set.Mode, set.Version),
            shape => new TuningEvent.ModeSet(shape.Mode, shape.Version)),
        WireRow.Retired<StudyRequested1, TuningEvent.StudyRequested>(
            "tuning.study-requested.1", Json.StudyRequested1,
            old => new TuningEvent.StudyRequested(old.Generation, old.Seed, old.Because)),
        WireRow.Current("tuning.study-requested.2", Json.StudyRequested),
        WireRow.Current("tuning.plan-adopted.1", Json.PlanAdopted),
        WireRow.Current("tuning.change-acknowledged.1", Json.ChangeAcknowledged),
        WireRow.Current("tuning.drift-detected.3", Json.DriftDetected),
        WireRow.Retired<DriftDetected2, TuningEvent.DriftDetected>(
            "tuning.drift-detected.2", Json.DriftDetected2,
            old => new TuningEvent.DriftDetected(old.Window, old.Generation, old.Seed, old.Because, old.Changed)),
        WireRow.Retired<DriftDetected1, TuningEvent.DriftDetected>(
            "tuning.drift-detected.1", Json.DriftDetected1,
            old => new TuningEvent.DriftDetected(old.Window, old.Generation, old.Seed, old.Because, [])),
        WireRow.Current("tuning.canary-started.1", Json.CanaryStarted),
        WireRow.Retired<CanaryKept1, TuningEvent.CanaryKept>(
            "tuning.canary-kept.1", Json.CanaryKept1, old => new TuningEvent.CanaryKept(old.Seen, old.Because)),
        WireRow.Current("tuning.canary-kept.2", Json.CanaryKept),
        WireRow.Retired<CanaryTakenBack1, TuningEvent.CanaryTakenBack>(
            "tuning.canary-taken-back.1", Json.CanaryTakenBack1,
            old => new TuningEvent.CanaryTakenBack(old.Seen, old.Because)),
        WireRow.Current("tuning.canary-taken-back.2", Json.CanaryTakenBack),
        WireRow.Current("tuning.references-learned.1", Json.ReferencesLearned),
        WireRow.Current("tuning.workflow-retired.1", Json.WorkflowRetired)
    ];
}

internal sealed record SettleStudyShape(StudyId Study, ResourcePlan Plan, string Because, ResourcePlan? Present);

/// <summary>An answer that did not say which plan it was compared with.</summary>
internal sealed record SettleStudy1(StudyId Study, ResourcePlan Plan, string Because);

/// <summary>A drift of the promise; stages were not watched.</summary>
internal sealed record DriftDetected1(WindowIndex Window, int Generation, ulong Seed, string Because);

/// <summary>A workflow's own mode; none where it is as the nodes say.</summary>
internal sealed record ModeShape(
    [property: JsonConverter(typeof(JsonStringEnumConverter<OperatingMode>))]
    OperatingMode? Mode,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    long? Version = null);

/// <summary>A workflow and the version of the catalog that says so, in one; see <see cref="WorkflowShape"/>.</summary>
internal sealed record ManagedShape(
    WorkflowId Name, IReadOnlyList<Stage> Stages, double QosSeconds, double Percentile, string Parameters,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [property: JsonConverter(typeof(JsonStringEnumConverter<OperatingMode>))]
    OperatingMode? Mode = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    long? Version = null)
{
    public static ManagedShape Of(Workflow workflow, long? version)
    {
        var shape = WorkflowShape.Of(workflow);
        return new ManagedShape(
            shape.Name, shape.Stages, shape.QosSeconds, shape.Percentile, shape.Parameters, shape.Mode, version);
    }

    public Workflow ToWorkflow() =>
        new WorkflowShape(Name, Stages, QosSeconds, Percentile, Parameters, Mode).ToWorkflow();
}

/// <summary>A request without what it was decided from, like the next ones.</summary>
internal sealed record StudyRequested1(int Generation, ulong Seed, string Because);

internal sealed record DriftDetected2(
    WindowIndex Window, int Generation, ulong Seed, string Because, IReadOnlyList<StageChange> Changed);

internal sealed record CanaryKept1(PlanFigures Seen, string Because);

internal sealed record CanaryTakenBack1(PlanFigures Seen, string Because);

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AcceptLimits))]
[JsonSerializable(typeof(ModeShape))]
[JsonSerializable(typeof(TuningEvent.PlanImposed))]
[JsonSerializable(typeof(ManagedShape))]
[JsonSerializable(typeof(RecordActivations))]
[JsonSerializable(typeof(CloseWorkflowWindow))]
[JsonSerializable(typeof(SettleStudyShape))]
[JsonSerializable(typeof(Retire))]
[JsonSerializable(typeof(Retired))]
[JsonSerializable(typeof(GetWorkflow))]
[JsonSerializable(typeof(NotManaged))]
[JsonSerializable(typeof(WorkflowStatus))]
[JsonSerializable(typeof(TuningEvent.StudyRequested))]
[JsonSerializable(typeof(TuningEvent.PlanAdopted))]
[JsonSerializable(typeof(TuningEvent.ChangeAcknowledged))]
[JsonSerializable(typeof(SettleStudy1))]
[JsonSerializable(typeof(TuningEvent.DriftDetected))]
[JsonSerializable(typeof(DriftDetected1))]
[JsonSerializable(typeof(DriftDetected2))]
[JsonSerializable(typeof(StudyRequested1))]
[JsonSerializable(typeof(CanaryKept1))]
[JsonSerializable(typeof(CanaryTakenBack1))]
[JsonSerializable(typeof(TuningEvent.CanaryStarted))]
[JsonSerializable(typeof(TuningEvent.CanaryKept))]
[JsonSerializable(typeof(TuningEvent.CanaryTakenBack))]
[JsonSerializable(typeof(TuningEvent.ReferencesLearned))]
[JsonSerializable(typeof(TuningEvent.WorkflowRetired))]
internal sealed partial class TuningJson : JsonSerializerContext;
