using AquaTope.Actors.Platform;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Halting;

namespace AquaTope.Actors.Tests.Wire;

internal static partial class WireSamples
{
    private static IEnumerable<object> OfSafety =>
    [
        new PlatformGatewayProtocol.HaltChanges("ci", "latency alarm"),
        new PlatformGatewayProtocol.ResumeChanges("ci", "found it"),
        new PlatformGatewayProtocol.GetStand(),
        new PlatformGatewayProtocol.GatewayStands(OperatingMode.Enforce, new Halt("latency alarm", "ci", Noon)),
        new PlatformGatewayProtocol.MayTry(Thumbnails, true),
        new PlatformGatewayProtocol.TrialJudged(Thumbnails, new TrialVerdict(TrialPermission.Postponed, "halted by ci")),
        new GatewayEvent.ChangesHalted("latency alarm", "ci", Noon),
        new GatewayEvent.ChangesResumed("found it", "ci", Noon)
    ];
}
