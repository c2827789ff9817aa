using System.Text.Json.Serialization;
using AquaTope.Actors.Wire;
using static AquaTope.Actors.Delivery.DeliveryProtocol;

namespace AquaTope.Actors.Delivery;

/// <summary>The delivery's rows of the wire table.</summary>
internal static class DeliveryWire
{
    private static readonly DeliveryJson Json = new(WireJson.Options());

    public static IEnumerable<WireRow> Rows { get; } =
    [
        WireRow.Current("delivery.marks-announced.1", Json.MarksAnnounced)
    ];
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MarksAnnounced))]
internal sealed partial class DeliveryJson : JsonSerializerContext;
