using AquaTope.Actors.Catalog;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Halting;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Platform.Snapshots;
using AquaTope.Models.Quantities;

namespace AquaTope.Actors.Tests.Wire;

internal static partial class WireSamples
{
    private static readonly RuntimeKind Node = new("nodejs:20");

    private static IEnumerable<object> OfSnapshots =>
    [
        new CatalogSnapshot(
            7, 2, [Workflow], [new CatalogSnapshot.Change("reports", 7), new CatalogSnapshot.Change("thumbnails", 5)],
            [new CatalogSnapshot.Change("reports", 7)]),
        new GatewaySnapshot(
            [
                new GatewaySnapshot.FunctionEntry(
                    Resize, Node, ResourceConfiguration.Of(1, 512), ResourceConfiguration.Of(0.5, 256), 2, 3,
                    new ChangeId("pool:guest/images/resize:7"), new ChangeId("plan:thumbnails-3:guest/images/resize"),
                    "by ci", true,
                    new GatewaySnapshot.DriftEntry(ResourceConfiguration.Of(2, 1024), DriftHandling.Report),
                    [new GatewaySnapshot.NumberEntry("pool", 7)],
                    [new GatewaySnapshot.NumberEntry("workflow:thumbnails", 1)])
            ],
            [
                new GatewaySnapshot.LaneEntry(
                    "keep-warm:guest/images/resize",
                    new GatewaySnapshot.ChangeEntry(KeepWarm: new PlatformChange.KeepWarm(Resize, 3)),
                    new ChangeId("pool:guest/images/resize:7"), null,
                    new GatewaySnapshot.ProgressEntry(nameof(LaneProgress.Abandoned), Reason: "no such function")),
                new GatewaySnapshot.LaneEntry(
                    "limits:guest/images/resize",
                    new GatewaySnapshot.ChangeEntry(
                        Limits: new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(0.5, 256))),
                    new ChangeId("plan:thumbnails-3:guest/images/resize"),
                    new GatewaySnapshot.ChangeEntry(
                        Limits: new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(1, 512))),
                    new GatewaySnapshot.ProgressEntry(nameof(LaneProgress.Stepping), At: Noon)),
                new GatewaySnapshot.LaneEntry(
                    "put-back:guest/images/resize",
                    new GatewaySnapshot.ChangeEntry(
                        PutBack: new PlatformChange.PutBackLimits(Resize, ResourceConfiguration.Of(1, 512))),
                    new ChangeId("trial:thumbnails:guest/images/resize"), null,
                    new GatewaySnapshot.ProgressEntry(nameof(LaneProgress.Waiting), 1)),
                new GatewaySnapshot.LaneEntry(
                    "stem-cells",
                    new GatewaySnapshot.ChangeEntry(
                        StemCells: [new StemCellTarget(Node, MemorySize.FromMegabytes(256), 3)], Again: true),
                    new ChangeId("described:stem-cells"), null,
                    new GatewaySnapshot.ProgressEntry(
                        nameof(LaneProgress.InFlight), Change: new ChangeId("described:stem-cells")))
            ],
            [
                new GatewaySnapshot.HistoryEntry(
                    Resize, ResourceConfiguration.Of(1, 1024),
                    [new AppliedLimits("plan:thumbnails-2", ResourceConfiguration.Of(1, 512), Noon, null)])
            ],
            [
                new GatewaySnapshot.ImpositionEntry(
                    "rollback:1", [new FunctionLimits(Resize, ResourceConfiguration.Of(0.5, 256))], "rolled back by ci",
                    true, [Thumbnails], 1)
            ],
            [
                new GatewaySnapshot.StemCellEntry(
                    "http://invoker0:12001", Node, MemorySize.FromMegabytes(256), 3, 1, 1, false)
            ],
            [new GatewaySnapshot.TrialEntry(Thumbnails, [Resize], Noon)],
            new Halt("latency alarm", "ci", Noon), 3, 1, 1, [Noon])
    ];
}
