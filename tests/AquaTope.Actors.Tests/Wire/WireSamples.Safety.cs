using AquaTope.Actors.Catalog;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Optimization;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Halting;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tuning;

namespace AquaTope.Actors.Tests.Wire;

internal static partial class WireSamples
{
    private static PastConfiguration Earlier => new(
        "plan:thumbnails-2", Noon, "by ci: latency alarm",
        [new FunctionLimits(Resize, ResourceConfiguration.Of(0.5, 256))]);

    private static StemCellPlace Invoker =>
        new("http://invoker0:12001", new RuntimeKind("nodejs:20"), MemorySize.FromMegabytes(256));

    private static IEnumerable<object> OfSafety =>
    [
        new PlatformGatewayProtocol.HaltChanges("ci", "latency alarm"),
        new PlatformGatewayProtocol.ResumeChanges("ci", "found it"),
        new PlatformGatewayProtocol.GetStand(),
        new PlatformGatewayProtocol.GatewayStands(OperatingMode.Enforce, new Halt("latency alarm", "ci", Noon)),
        new PlatformGatewayProtocol.MayTry(Thumbnails, true),
        new PlatformGatewayProtocol.TrialJudged(
            Thumbnails, new TrialVerdict(TrialPermission.Postponed, "halted by ci")),
        new PlatformGatewayProtocol.TrialOver(Thumbnails, true, Noon),
        new GatewayEvent.TrialBegan(Thumbnails, [Resize], Noon, Noon),
        new GatewayEvent.TrialEnded(Thumbnails, true, Noon),
        new GatewayEvent.ChangesHalted("latency alarm", "ci", Noon),
        new GatewayEvent.ChangesResumed("found it", "ci", Noon),
        new PlatformGatewayProtocol.RollBackLimits(Thumbnails, Resize, "previous", "ci", "latency alarm"),
        new PlatformGatewayProtocol.LimitsAreRolledBack("rollback:1", Earlier, true),
        new PlatformGatewayProtocol.NowhereToGo("there is nothing to go back to"),
        new PlatformGatewayProtocol.GetConfigurations(Thumbnails, Resize),
        new PlatformGatewayProtocol.PastConfigurations([Earlier]),
        new PlatformGatewayProtocol.LimitsNoted("rollback:1", Thumbnails),
        new GatewayEvent.LimitsRolledBack(
            "rollback:1", "thumbnails", "plan:thumbnails-2", Earlier.Limits, [Thumbnails], "ci", "latency alarm", Noon),
        new GatewayEvent.ImpositionNoted("rollback:1", Thumbnails),
        new GatewayEvent.DriftFound(
            "by-hand:20240101T120000000", Resize, ResourceConfiguration.Of(1, 512), ResourceConfiguration.Of(1, 1024),
            DriftHandling.PutBack, [Thumbnails], Noon),
        new GatewayEvent.DriftEnded(Resize, Noon),
        new GatewayEvent.StemCellsDrifted(
            "drift:20240101T120000000", Invoker, 3, 1, DriftHandling.PutBack, false, Noon),
        new GatewayEvent.StemCellsDriftEnded(Invoker, Noon),
        new GatewayEvent.FunctionMissed(Resize, Noon),
        new GatewayEvent.LimitsCut(
            Change, Resize, ResourceConfiguration.Of(1, 4096), ResourceConfiguration.Of(1, 512), "the guards say so"),
        new GatewayEvent.PrewarmCut(Change, Resize, 9, 4, "the guards say so"),
        new CatalogProtocol.SetMode(Thumbnails, OperatingMode.Canary, "ci", "trusted again"),
        new CatalogProtocol.ModeIsSet(Thumbnails, new CatalogProtocol.CatalogChanged(5, [Workflow])),
        new WorkflowModeSet(Thumbnails, OperatingMode.Canary, "ci", "trusted again"),
        new WorkflowProtocol.AcceptLimits(Thumbnails, "rollback:1", Earlier.Limits, "rolled back by ci", true),
        new TuningEvent.PlanImposed(
            new ResourcePlan([ResourceConfiguration.Of(0.5, 256)]), "rolled back by ci", true),
        new TuningEvent.ModeSet(OperatingMode.Canary)
    ];
}
