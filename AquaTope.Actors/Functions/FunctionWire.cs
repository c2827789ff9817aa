using System.Text.Json.Serialization;
using AquaTope.Actors.Wire;
using AquaTope.Models.Identity;
using AquaTope.Models.Pools;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using static AquaTope.Actors.Functions.FunctionProtocol;

namespace AquaTope.Actors.Functions;

/// <summary>A function's rows of the wire table.</summary>
internal static class FunctionWire
{
    private static readonly FunctionJson Json = new(WireJson.Options());

    public static IEnumerable<WireRow> Rows { get; } =
    [
        WireRow.Retired<RecordInvocations1, RecordInvocations>(
            "function.record-invocations.1", Json.RecordInvocations1,
            old => new RecordInvocations(old.Function, ReportSource.Unnamed, 0, old.Reports)),
        WireRow.Current("function.record-invocations.2", Json.RecordInvocations),
        WireRow.Current("function.invocations-received.1", Json.InvocationsReceived),
        WireRow.Current("function.disregard-invocation.1", Json.DisregardInvocation),
        WireRow.Current("function.close-window.1", Json.CloseWindow),
        WireRow.Current("function.retire.1", Json.Retire),
        WireRow.Current("function.retired.1", Json.Retired),
        WireRow.Current("function.get.1", Json.GetFunction),
        WireRow.Retired<FunctionStatus1, FunctionStatus>(
            "function.status.1", Json.FunctionStatus1,
            old => new FunctionStatus(
                old.Function, old.Invocations, old.ColdStarts, old.Target, old.LastClosed, "unknown", null)),
        WireRow.Current("function.status.2", Json.FunctionStatus),
        WireRow.Retired<WindowClosed1, PoolEvent.WindowClosed>(
            "pool.window-closed.1", Json.WindowClosed1, old => new PoolEvent.WindowClosed(old.Closed.Upcast())),
        WireRow.Current("pool.window-closed.2", Json.WindowClosed),
        WireRow.Retired<TargetChosen1, PoolEvent.TargetChosen>(
            "pool.target-chosen.1", Json.TargetChosen1,
            old => new PoolEvent.TargetChosen(old.Window, old.From, old.Target, old.Because)),
        WireRow.Current("pool.target-chosen.2", Json.TargetChosen),
        WireRow.Current("pool.forecasts-drifted.1", Json.ForecastsDrifted),
        WireRow.Retired<PoolSnapshot1, PoolSnapshot>("pool.snapshot.1", Json.PoolSnapshot1, old => old.Upcast()),
        WireRow.Current("pool.snapshot.2", Json.PoolSnapshot)
    ];
}

/// <summary>A function's status before it told of policy and forecast.</summary>
internal sealed record FunctionStatus1(
    FunctionId Function, long Invocations, long ColdStarts, int Target, WindowIndex? LastClosed);

/// <summary>Reports before their numbers had a source: those of the one spool there was.</summary>
internal sealed record RecordInvocations1(FunctionId Function, IReadOnlyList<SequencedInvocation> Reports);

/// <summary>A closed window before marks had a source.</summary>
internal sealed record WindowClosed1(ClosedWindow1 Closed);

/// <summary>See <see cref="WindowClosed1"/>.</summary>
internal sealed record ClosedWindow1(
    WindowIndex Window, int Invocations, int ColdStarts, int Demand, long CountedThrough,
    IReadOnlyList<long> CountedBeyond)
{
    public ClosedWindow Upcast() => new(
        Window, Invocations, ColdStarts, Demand, [new SourceMark(ReportSource.Unnamed, CountedThrough, CountedBeyond)]);
}

/// <summary>A pool's snapshot before marks had a source.</summary>
internal sealed record PoolSnapshot1(
    FunctionId Function, IReadOnlyList<WindowDemand> Demand, WindowIndex? LastClosed, int Target, int Ready,
    WindowIndex? TargetSince, long Invocations, long ColdStarts, long CountedThrough, IReadOnlyList<long> CountedBeyond)
{
    public PoolSnapshot Upcast() => new(
        Function, Demand, LastClosed, Target, Ready, TargetSince, Invocations, ColdStarts,
        [new SourceMark(ReportSource.Unnamed, CountedThrough, CountedBeyond)]);
}

/// <summary>A target without what it was decided from.</summary>
internal sealed record TargetChosen1(WindowIndex Window, int From, int Target, TargetReason Because);

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RecordInvocations1))]
[JsonSerializable(typeof(RecordInvocations))]
[JsonSerializable(typeof(InvocationsReceived))]
[JsonSerializable(typeof(DisregardInvocation))]
[JsonSerializable(typeof(CloseWindow))]
[JsonSerializable(typeof(Retire))]
[JsonSerializable(typeof(Retired))]
[JsonSerializable(typeof(GetFunction))]
[JsonSerializable(typeof(FunctionStatus1))]
[JsonSerializable(typeof(FunctionStatus))]
[JsonSerializable(typeof(WindowClosed1))]
[JsonSerializable(typeof(PoolEvent.WindowClosed))]
[JsonSerializable(typeof(TargetChosen1))]
[JsonSerializable(typeof(PoolEvent.TargetChosen))]
[JsonSerializable(typeof(PoolEvent.ForecastsDrifted))]
[JsonSerializable(typeof(PoolSnapshot1))]
[JsonSerializable(typeof(PoolSnapshot))]
internal sealed partial class FunctionJson : JsonSerializerContext;
