using System.Text.Json;
using System.Text.Json.Serialization;
using AquaTope.Actors.Wire;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Workflows;
using static AquaTope.Actors.Catalog.CatalogProtocol;

namespace AquaTope.Actors.Catalog;

/// <summary>The catalog's rows of the wire table.</summary>
internal static class CatalogWire
{
    private static readonly CatalogJson Json = new(WireJson.Options());

    public static IEnumerable<WireRow> Rows { get; } =
    [
        WireRow.Current<RegisterWorkflow, RegisterShape>(
            "catalog.register.1", Json.RegisterShape,
            register => new RegisterShape(WorkflowShape.Of(register.Workflow), register.Replace, register.AsOf),
            shape => new RegisterWorkflow(shape.Workflow.ToWorkflow(), shape.Replace, shape.AsOf)),
        WireRow.Current("catalog.retire.1", Json.RetireWorkflow),
        WireRow.Current("catalog.subscribe.1", Json.Subscribe),
        WireRow.Current<CatalogChanged, ChangedShape>(
            "catalog.changed.1", Json.ChangedShape, ChangedShape.Of, shape => shape.ToMessage()),
        WireRow.Current<Registered, RegisteredShape>(
            "catalog.registered.1", Json.RegisteredShape,
            registered => new RegisteredShape(registered.IsNew, ChangedShape.Of(registered.Catalog)),
            shape => new Registered(shape.IsNew, shape.Catalog.ToMessage())),
        WireRow.Current("catalog.conflict.1", Json.Conflict),
        WireRow.Current<Outdated, ChangedShape>(
            "catalog.outdated.1", Json.ChangedShape, outdated => ChangedShape.Of(outdated.Catalog),
            shape => new Outdated(shape.ToMessage())),
        WireRow.Current<Retired, RetiredShape>(
            "catalog.retired.1", Json.RetiredShape,
            retired => new RetiredShape(retired.Workflow, ChangedShape.Of(retired.Catalog)),
            shape => new Retired(shape.Workflow, shape.Catalog.ToMessage())),
        WireRow.Current("catalog.unknown-workflow.1", Json.UnknownWorkflow),
        WireRow.Current<WorkflowRegistered, WorkflowShape>(
            "catalog.workflow-registered.1", Json.WorkflowShape,
            registered => WorkflowShape.Of(registered.Workflow),
            shape => new WorkflowRegistered(shape.ToWorkflow())),
        WireRow.Current("catalog.workflow-retired.1", Json.WorkflowRetired),
        WireRow.Current<SetMode, SetModeShape>(
            "catalog.set-mode.1", Json.SetModeShape,
            order => new SetModeShape(order.Workflow, order.Mode, order.By, order.Why, order.AsOf),
            shape => new SetMode(shape.Workflow, shape.Mode, shape.By, shape.Why, shape.AsOf)),
        WireRow.Current<ModeIsSet, ModeIsSetShape>(
            "catalog.mode-is-set.1", Json.ModeIsSetShape,
            set => new ModeIsSetShape(set.Workflow, ChangedShape.Of(set.Catalog)),
            shape => new ModeIsSet(shape.Workflow, shape.Catalog.ToMessage())),
        WireRow.Current<WorkflowModeSet, SetModeShape>(
            "catalog.workflow-mode-set.1", Json.SetModeShape,
            set => new SetModeShape(set.Workflow, set.Mode, set.By, set.Why),
            shape => new WorkflowModeSet(shape.Workflow, shape.Mode, shape.By, shape.Why)),
        WireRow.Current<CatalogSnapshot, CatalogSnapshotShape>(
            "catalog.snapshot.1", Json.CatalogSnapshotShape,
            snapshot => new CatalogSnapshotShape(
                snapshot.Version, snapshot.Forgotten, [.. snapshot.Workflows.Select(WorkflowShape.Of)],
                snapshot.Changes, snapshot.Retired),
            shape => new CatalogSnapshot(
                shape.Version, shape.Forgotten, [.. shape.Workflows.Select(workflow => workflow.ToWorkflow())],
                shape.Changes, shape.Retired))
    ];
}

internal sealed record RegisterShape(
    WorkflowShape Workflow, bool Replace,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    long? AsOf = null);

internal sealed record RegisteredShape(bool IsNew, ChangedShape Catalog);

internal sealed record RetiredShape(WorkflowId Workflow, ChangedShape Catalog);

internal sealed record ChangedShape(
    long Version, IReadOnlyList<WorkflowShape> Workflows,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<RetiredWorkflow>? Retired = null)
{
    public static ChangedShape Of(CatalogChanged changed) => new(
        changed.Version, [.. changed.Workflows.Select(WorkflowShape.Of)],
        changed.Retired.Count > 0 ? changed.Retired : null);

    public CatalogChanged ToMessage() => new(Version, [.. Workflows.Select(workflow => workflow.ToWorkflow())])
    {
        Retired = Retired ?? []
    };
}

/// <summary>A mode and for whom; none where it is as the nodes say.</summary>
internal sealed record SetModeShape(
    WorkflowId Workflow,
    [property: JsonConverter(typeof(JsonStringEnumConverter<OperatingMode>))]
    OperatingMode? Mode,
    string By,
    string Why,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    long? AsOf = null);

internal sealed record CatalogSnapshotShape(
    long Version, long Forgotten, IReadOnlyList<WorkflowShape> Workflows, IReadOnlyList<CatalogSnapshot.Change> Changes,
    IReadOnlyList<CatalogSnapshot.Change> Retired);

internal sealed record ModeIsSetShape(WorkflowId Workflow, ChangedShape Catalog);

/// <summary>A workflow as JSON: what it was registered with, normalized.</summary>
internal sealed record WorkflowShape(
    WorkflowId Name, IReadOnlyList<Stage> Stages, double QosSeconds, double Percentile, string Parameters,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [property: JsonConverter(typeof(JsonStringEnumConverter<OperatingMode>))]
    OperatingMode? Mode = null)
{
    public static WorkflowShape Of(Workflow workflow) => new(
        workflow.Id, workflow.Stages, workflow.Qos.Latency.TotalSeconds, workflow.Qos.Percentile, workflow.Parameters,
        workflow.Mode);

    public Workflow ToWorkflow() =>
        Workflow.TryCreate(
            Name, Stages, new QosTarget(TimeSpan.FromSeconds(QosSeconds), Percentile), Parameters, out var workflow,
            out var problem)
            ? workflow.With(Mode)
            : throw new JsonException($"The journal holds a workflow that cannot be: {problem}.");
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SetModeShape))]
[JsonSerializable(typeof(ModeIsSetShape))]
[JsonSerializable(typeof(RegisterShape))]
[JsonSerializable(typeof(RetireWorkflow))]
[JsonSerializable(typeof(Subscribe))]
[JsonSerializable(typeof(ChangedShape))]
[JsonSerializable(typeof(RegisteredShape))]
[JsonSerializable(typeof(Conflict))]
[JsonSerializable(typeof(RetiredShape))]
[JsonSerializable(typeof(UnknownWorkflow))]
[JsonSerializable(typeof(WorkflowShape))]
[JsonSerializable(typeof(WorkflowRetired))]
[JsonSerializable(typeof(CatalogSnapshotShape))]
internal sealed partial class CatalogJson : JsonSerializerContext;
