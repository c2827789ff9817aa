using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Guards;
using AquaTope.Models.Platform.Reconciliation;
using static AquaTope.Models.Tests.Platform.Gateway;

namespace AquaTope.Models.Tests.Platform;

/// <summary>
/// Two invokers that were told to keep three stem cells each of one pair, and a gateway that looks at them.
/// </summary>
internal static class StemCellLooks
{
    public static Gateway Given(DriftHandling handling, GuardOptions? guards = null)
    {
        var gateway = new Gateway(
            new GatewayOptions
            {
                Reconcile = new ReconcileOptions { OnDrift = handling },
                Guards = guards ?? GuardOptions.None
            },
            PlatformCapabilities.CpuLimits | PlatformCapabilities.RuntimeConfiguration);
        gateway.Deploy("guest/f", 256);
        gateway.Deploy("guest/g", 256);
        gateway.Manage(Workflow("w", ["f"]), Workflow("v", ["g"]));
        gateway.Prewarm("1", "guest/f", 6);
        gateway.Pass(TimeSpan.FromMinutes(5));
        return gateway;
    }

    public static void Look(Gateway gateway, int times = 1, TimeSpan? every = null)
    {
        for (var i = 0; i < times; i++)
        {
            gateway.Pass(every ?? TimeSpan.FromMinutes(5));
            gateway.Inspect();
        }
    }

    public static IReadOnlyList<GatewayEvent.StemCellsDrifted> Drifts(Gateway gateway) =>
        [.. gateway.Facts.OfType<GatewayEvent.StemCellsDrifted>()];

    public static int Posts(Gateway gateway) => gateway.Calls.Count(call => call.Change is PlatformChange.SetStemCells);
}
