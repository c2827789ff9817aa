using AquaTope.Actors.Serving;
using AquaTope.Models.Forecasting.Serving;

namespace AquaTope.Actors.Tests.Wire;

internal static partial class WireSamples
{
    private static readonly ModelPlace March = new("hybrid-0123456789abcdef", "/models/march");
    private static readonly ModelPlace April = new("hybrid-fedcba9876543210", "/models/april");

    private static readonly ModelSwitched Back = new(March, April, Noon, "ci", "errors grew", true);

    private static IEnumerable<object> OfServing =>
    [
        new ServingProtocol.SwitchModel(April, "ci", "trained on April"),
        new ServingProtocol.RollBackModel("ci", "errors grew"),
        new ServingProtocol.FollowModel(),
        new ServingProtocol.GetModel(),
        new ServingProtocol.ModelServed(March, [new ModelSwitched(April, March, Noon, "ci", "", false), Back]),
        new ServingProtocol.NothingBefore(),
        new ServingProtocol.ReportMissed(March.Version, "akka.tcp://aquatope@10.0.0.7:4053", "no such folder"),
        Back,
        new ModelMissed(March.Version, "akka.tcp://aquatope@10.0.0.7:4053", "no such folder", Noon)
    ];
}
