using System.Text.Json.Serialization;
using AquaTope.Actors.Wire;
using AquaTope.Models.Forecasting.Serving;
using static AquaTope.Actors.Serving.ServingProtocol;

namespace AquaTope.Actors.Serving;

/// <summary>The wire table's rows about models in service.</summary>
internal static class ServingWire
{
    private static readonly ServingJson Json = new(WireJson.Options());

    public static IEnumerable<WireRow> Rows { get; } =
    [
        WireRow.Current("serving.switch-model.1", Json.SwitchModel),
        WireRow.Current("serving.roll-back-model.1", Json.RollBackModel),
        WireRow.Current("serving.follow-model.1", Json.FollowModel),
        WireRow.Current("serving.get-model.1", Json.GetModel),
        WireRow.Current("serving.model-served.1", Json.ModelServed),
        WireRow.Current("serving.nothing-before.1", Json.NothingBefore),
        WireRow.Current("serving.report-missed.1", Json.ReportMissed),
        WireRow.Current("serving.model-switched.1", Json.ModelSwitched),
        WireRow.Current("serving.model-missed.1", Json.ModelMissed)
    ];
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SwitchModel))]
[JsonSerializable(typeof(RollBackModel))]
[JsonSerializable(typeof(FollowModel))]
[JsonSerializable(typeof(GetModel))]
[JsonSerializable(typeof(ModelServed))]
[JsonSerializable(typeof(NothingBefore))]
[JsonSerializable(typeof(ReportMissed))]
[JsonSerializable(typeof(ModelSwitched))]
[JsonSerializable(typeof(ModelMissed))]
internal sealed partial class ServingJson : JsonSerializerContext;
