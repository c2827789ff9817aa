using System.Text.Json.Serialization;
using AquaTope.Actors.Wire;
using AquaTope.Models.Identity;
using AquaTope.Models.Pools;
using AquaTope.Models.Quantities;
using static AquaTope.Actors.Functions.FunctionProtocol;

namespace AquaTope.Actors.Functions;

/// <summary>A function's rows of the wire table.</summary>
internal static class FunctionWire
{
    private static readonly FunctionJson Json = new(WireJson.Options());

    public static IEnumerable<WireRow> Rows { get; } =
    [
        WireRow.Current("function.record-invocations.1", Json.RecordInvocations),
        WireRow.Current("function.close-window.1", Json.CloseWindow),
        WireRow.Current("function.retire.1", Json.Retire),
        WireRow.Current("function.get.1", Json.GetFunction),
        WireRow.Retired<FunctionStatus1, FunctionStatus>(
            "function.status.1", Json.FunctionStatus1,
            old => new FunctionStatus(
                old.Function, old.Invocations, old.ColdStarts, old.Target, old.LastClosed, "unknown", null)),
        WireRow.Current("function.status.2", Json.FunctionStatus),
        WireRow.Current("pool.window-closed.1", Json.WindowClosed),
        WireRow.Current("pool.target-chosen.1", Json.TargetChosen),
        WireRow.Current("pool.snapshot.1", Json.PoolSnapshot)
    ];
}

/// <summary>A function's status before it told of policy and forecast.</summary>
internal sealed record FunctionStatus1(
    FunctionId Function, long Invocations, long ColdStarts, int Target, WindowIndex? LastClosed);

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RecordInvocations))]
[JsonSerializable(typeof(CloseWindow))]
[JsonSerializable(typeof(Retire))]
[JsonSerializable(typeof(GetFunction))]
[JsonSerializable(typeof(FunctionStatus1))]
[JsonSerializable(typeof(FunctionStatus))]
[JsonSerializable(typeof(PoolEvent.WindowClosed))]
[JsonSerializable(typeof(PoolEvent.TargetChosen))]
[JsonSerializable(typeof(PoolSnapshot))]
internal sealed partial class FunctionJson : JsonSerializerContext;
