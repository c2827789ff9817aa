using System.Text.Json;
using System.Text.Json.Serialization;
using AquaTope.Actors.Wire;
using AquaTope.Models.Identity;
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
            register => new RegisterShape(WorkflowShape.Of(register.Workflow), register.Replace),
            shape => new RegisterWorkflow(shape.Workflow.ToWorkflow(), shape.Replace)),
        WireRow.Current("catalog.retire.1", Json.RetireWorkflow),
        WireRow.Current("catalog.subscribe.1", Json.Subscribe),
        WireRow.Current<CatalogChanged, ChangedShape>(
            "catalog.changed.1", Json.ChangedShape, ChangedShape.Of, shape => shape.ToMessage()),
        WireRow.Current<Registered, RegisteredShape>(
            "catalog.registered.1", Json.RegisteredShape,
            registered => new RegisteredShape(registered.IsNew, ChangedShape.Of(registered.Catalog)),
            shape => new Registered(shape.IsNew, shape.Catalog.ToMessage())),
        WireRow.Current("catalog.conflict.1", Json.Conflict),
        WireRow.Current<Retired, RetiredShape>(
            "catalog.retired.1", Json.RetiredShape,
            retired => new RetiredShape(retired.Workflow, ChangedShape.Of(retired.Catalog)),
            shape => new Retired(shape.Workflow, shape.Catalog.ToMessage())),
        WireRow.Current("catalog.unknown-workflow.1", Json.UnknownWorkflow),
        WireRow.Current<WorkflowRegistered, WorkflowShape>(
            "catalog.workflow-registered.1", Json.WorkflowShape,
            registered => WorkflowShape.Of(registered.Workflow),
            shape => new WorkflowRegistered(shape.ToWorkflow())),
        WireRow.Current("catalog.workflow-retired.1", Json.WorkflowRetired)
    ];
}

internal sealed record RegisterShape(WorkflowShape Workflow, bool Replace);

internal sealed record RegisteredShape(bool IsNew, ChangedShape Catalog);

internal sealed record RetiredShape(WorkflowId Workflow, ChangedShape Catalog);

internal sealed record ChangedShape(long Version, IReadOnlyList<WorkflowShape> Workflows)
{
    public static ChangedShape Of(CatalogChanged changed) =>
        new(changed.Version, [.. changed.Workflows.Select(WorkflowShape.Of)]);

    public CatalogChanged ToMessage() => new(Version, [.. Workflows.Select(workflow => workflow.ToWorkflow())]);
}

/// <summary>A workflow as JSON: what it was registered with, normalized.</summary>
internal sealed record WorkflowShape(
    WorkflowId Name, IReadOnlyList<Stage> Stages, double QosSeconds, double Percentile, string Parameters)
{
    public static WorkflowShape Of(Workflow workflow) => new(
        workflow.Id, workflow.Stages, workflow.Qos.Latency.TotalSeconds, workflow.Qos.Percentile, workflow.Parameters);

    public Workflow ToWorkflow() =>
        Workflow.TryCreate(
            Name, Stages, new QosTarget(TimeSpan.FromSeconds(QosSeconds), Percentile), Parameters, out var workflow,
            out var problem)
            ? workflow
            : throw new JsonException($"The journal holds a workflow that cannot be: {problem}.");
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
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
internal sealed partial class CatalogJson : JsonSerializerContext;
