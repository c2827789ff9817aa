using AquaTope.Actors.Catalog;
using AquaTope.Actors.Delivery;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Platform;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Workflows;

namespace AquaTope.Actors.Tests.Wire;

/// <summary>One value of every shape on the wire, with every optional part present.</summary>
internal static partial class WireSamples
{
    private static readonly DateTimeOffset Noon = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly FunctionId Resize = FunctionId.Parse("guest/images/resize");
    private static readonly ReportSource Spool = new("0f8c1b5e0b8c4d6c9a4d3a0b2f6e7d11");
    private static readonly WorkflowId Thumbnails = WorkflowId.Parse("thumbnails");
    private static readonly ChangeId Change = new("pool:guest/images/resize:41");
    private static readonly PoolEvent.TargetChosen Target =
        new(new WindowIndex(41), 0, 2, new TargetReason("aquatope", 1.5, 3, 1));

    private static readonly ActivationId Activation = new(UInt128.Parse("160198571927304109231247981234", null));

    public static IEnumerable<object> All =>
    [
        new FunctionProtocol.RecordInvocations(Resize, Spool, 5, [new SequencedInvocation(7, Invocation)], 3),
        new FunctionProtocol.InvocationsReceived(Resize, Spool, 3, 9, 7, true),
        new DeliveryProtocol.MarksAnnounced(
            [new DeliveryProtocol.MarksMoved(Resize, [new DeliveryProtocol.SourceReach(Spool, 7)], true)]),
        new FunctionProtocol.DisregardInvocation(Resize, new ActivationId(7)),
        new FunctionProtocol.CloseWindow(Resize, new WindowIndex(41)),
        new FunctionProtocol.Retire(Resize),
        new FunctionProtocol.Retired(Resize),
        new FunctionProtocol.GetFunction(Resize),
        new FunctionProtocol.FunctionStatus(
            Resize, 12, 3, 2, new WindowIndex(41), "aquatope",
            new FunctionProtocol.ForecastStatus("hybrid-0123456789abcdef", 1.5, 3.25, 0.75)),
        new PoolEvent.WindowClosed(
            new ClosedWindow(new WindowIndex(41), 12, 3, 2, [new SourceMark(Spool, 7, [9, 11])])),
        Target with
        {
            Inputs = new TargetInputs(
                new PolicySettings("aquatope", 60, 0.95), new PoolOptions(), new WindowIndex(7), 256,
                new ForecastInput("hybrid-0123456789abcdef", 1.5, [0.05, 0.5, 0.95], [0, 1, 3.25]),
                new PolicyMemory([0.5, 1.25, 2, 3, 0.75], 4, 0.125))
        },
        new PoolEvent.ForecastsDrifted(new WindowIndex(41), "hybrid-0123456789abcdef", 0.75),
        new PoolSnapshot(
            Resize, [new WindowDemand(new WindowIndex(40), 1)], new WindowIndex(41), 2, 3, new WindowIndex(41), 12, 3,
            [new SourceMark(Spool, 7, [9])]),
        new PlatformGatewayProtocol.RequestPrewarm(Change, Resize, 2, 3),
        new PlatformGatewayProtocol.RequestLimits(Change, Resize, ResourceConfiguration.Of(0.5, 256)),
        new PlatformGatewayProtocol.ChangeAccepted(Change),
        new GatewayEvent.PrewarmWished(Change, Resize, 2, 3),
        new GatewayEvent.LimitsWished(Change, Resize, ResourceConfiguration.Of(0.5, 256)),
        new GatewayEvent.FunctionIdentified(Resize, new RuntimeKind("nodejs:20"), ResourceConfiguration.Of(1, 512)),
        new GatewayEvent.ChangeApplied(
            Change,
            new PlatformChange.SetStemCells(
                [new StemCellTarget(new RuntimeKind("nodejs:20"), MemorySize.FromMegabytes(256), 3)]),
            true, Noon),
        new GatewayEvent.ChangeAbandoned(Change, LaneKey.StemCells, "exceeds allowed threshold"),
        new GatewayEvent.CallStarted(LaneKey.StemCells, Change, Noon),
        new CatalogProtocol.RegisterWorkflow(Workflow, true),
        new CatalogProtocol.RetireWorkflow(Thumbnails),
        new CatalogProtocol.Subscribe(),
        new CatalogProtocol.CatalogChanged(5, [Workflow]),
        new CatalogProtocol.Registered(true, new CatalogProtocol.CatalogChanged(5, [Workflow])),
        new CatalogProtocol.Conflict(Thumbnails),
        new CatalogProtocol.Outdated(new CatalogProtocol.CatalogChanged(5, [Workflow])),
        new CatalogProtocol.Retired(Thumbnails, new CatalogProtocol.CatalogChanged(6, [])),
        new CatalogProtocol.UnknownWorkflow(Thumbnails),
        new WorkflowRegistered(Workflow),
        new WorkflowRetired(Thumbnails),
        .. OfSafety,
        .. OfServing,
        .. OfSnapshots,
        .. OfWorkflows,
        .. OfStudies
    ];

    private static Invocation Invocation => new(
        Activation, Resize, Noon, TimeSpan.FromMilliseconds(731), TimeSpan.FromMilliseconds(181),
        TimeSpan.FromMilliseconds(231), ActivationStatus.DeveloperError, MemorySize.FromMegabytes(256), Activation);

    private static Workflow Workflow =>
        Workflow.TryCreate(
            Thumbnails,
            [
                new Stage(new StageName("fetch"), FunctionId.Parse("guest/fetch"), []),
                new Stage(new StageName("resize"), Resize, [new StageName("fetch")])
            ],
            new QosTarget(TimeSpan.FromSeconds(2.5), 0.99), """{"width":640}""", out var workflow, out var problem)
            ? workflow
            : throw new InvalidOperationException(problem);
}
