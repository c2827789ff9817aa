using System.Text.Json.Serialization;
using AquaTope.Actors.Wire;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Snapshots;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;
using static AquaTope.Actors.Platform.PlatformGatewayProtocol;

namespace AquaTope.Actors.Platform;

/// <summary>The gateway's rows of the wire table.</summary>
internal static class PlatformGatewayWire
{
    private static readonly PlatformGatewayJson Json = new(WireJson.Options());

    public static IEnumerable<WireRow> Rows { get; } =
    [
        WireRow.Current("gateway.request-prewarm.1", Json.RequestPrewarm),
        WireRow.Current("gateway.request-limits.1", Json.RequestLimits),
        WireRow.Current("gateway.change-accepted.1", Json.ChangeAccepted),
        WireRow.Current("gateway.halt-changes.1", Json.HaltChanges),
        WireRow.Current("gateway.resume-changes.1", Json.ResumeChanges),
        WireRow.Current("gateway.get-stand.1", Json.GetStand),
        WireRow.Current("gateway.stands.1", Json.GatewayStands),
        WireRow.Current("gateway.may-try.1", Json.MayTry),
        WireRow.Current<TrialJudged, TrialJudgedShape>(
            "gateway.trial-judged.1", Json.TrialJudgedShape,
            judged => new TrialJudgedShape(
                judged.Workflow, judged.Verdict.Permission, judged.Verdict.Reason, judged.Asked),
            shape => new TrialJudged(shape.Workflow, new TrialVerdict(shape.Permission, shape.Reason), shape.Asked)),
        WireRow.Current("gateway.trial-over.1", Json.TrialOver),
        WireRow.Current("gateway.trial-began.1", Json.TrialBegan),
        WireRow.Current("gateway.trial-ended.1", Json.TrialEnded),
        WireRow.Current("gateway.changes-halted.1", Json.ChangesHalted),
        WireRow.Current("gateway.changes-resumed.1", Json.ChangesResumed),
        WireRow.Current("gateway.roll-back-limits.1", Json.RollBackLimits),
        WireRow.Current("gateway.limits-are-rolled-back.1", Json.LimitsAreRolledBack),
        WireRow.Current("gateway.nowhere-to-go.1", Json.NowhereToGo),
        WireRow.Current("gateway.get-configurations.1", Json.GetConfigurations),
        WireRow.Current("gateway.past-configurations.1", Json.PastConfigurations),
        WireRow.Current("gateway.limits-noted.1", Json.LimitsNoted),
        WireRow.Current("gateway.limits-rolled-back.1", Json.LimitsRolledBack),
        WireRow.Current("gateway.imposition-noted.1", Json.ImpositionNoted),
        WireRow.Current<GatewayEvent.DriftFound, DriftShape>(
            "gateway.drift-found.1", Json.DriftShape, DriftShape.Of, shape => shape.ToEvent()),
        WireRow.Current("gateway.drift-ended.1", Json.DriftEnded),
        WireRow.Current<GatewayEvent.StemCellsDrifted, StemCellsDriftShape>(
            "gateway.stem-cells-drifted.1", Json.StemCellsDriftShape, StemCellsDriftShape.Of, shape => shape.ToEvent()),
        WireRow.Current("gateway.stem-cells-drift-ended.1", Json.StemCellsDriftEnded),
        WireRow.Current("gateway.function-missed.1", Json.FunctionMissed),
        WireRow.Current("gateway.limits-cut.1", Json.LimitsCut),
        WireRow.Current("gateway.prewarm-cut.1", Json.PrewarmCut),
        WireRow.Current("gateway.prewarm-wished.1", Json.PrewarmWished),
        WireRow.Current("gateway.limits-wished.1", Json.LimitsWished),
        WireRow.Current("gateway.function-identified.1", Json.FunctionIdentified),
        WireRow.Current<GatewayEvent.CallStarted, StartedShape>(
            "gateway.call-started.1", Json.StartedShape, StartedShape.Of, shape => shape.ToEvent()),
        WireRow.Current<GatewayEvent.ChangeApplied, AppliedShape>(
            "gateway.change-applied.1", Json.AppliedShape, AppliedShape.Of, shape => shape.ToEvent()),
        WireRow.Current<GatewayEvent.ChangeAbandoned, AbandonedShape>(
            "gateway.change-abandoned.1", Json.AbandonedShape, AbandonedShape.Of, shape => shape.ToEvent()),
        WireRow.Current("gateway.snapshot.1", Json.GatewaySnapshot)
    ];
}

/// <summary>An applied change: exactly one of the kinds is present.</summary>
internal sealed record AppliedShape(
    ChangeId Id,
    bool Changed,
    DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    PlatformChange.SetLimits? Limits = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<StemCellTarget>? StemCells = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    PlatformChange.KeepWarm? KeepWarm = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    PlatformChange.PutBackLimits? PutBack = null)
{
    public static AppliedShape Of(GatewayEvent.ChangeApplied applied)
    {
        var change = GatewaySnapshot.ChangeEntry.Of(applied.Change);
        return new AppliedShape(
            applied.Id, applied.Changed, applied.At, change.Limits, change.StemCells, change.KeepWarm, change.PutBack);
    }

    public GatewayEvent.ChangeApplied ToEvent() => new(
        Id, new GatewaySnapshot.ChangeEntry(Limits, StemCells, false, KeepWarm, PutBack).ToChange(), Changed, At);
}

/// <summary>The gateway's word on a trial.</summary>
internal sealed record TrialJudgedShape(
    WorkflowId Workflow,
    [property: JsonConverter(typeof(JsonStringEnumConverter<TrialPermission>))]
    TrialPermission Permission,
    string Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    DateTimeOffset? Asked = null);

/// <summary>Limits that were found and not expected.</summary>
internal sealed record DriftShape(
    string Cause,
    FunctionId Function,
    ResourceConfiguration Expected,
    ResourceConfiguration Observed,
    [property: JsonConverter(typeof(JsonStringEnumConverter<DriftHandling>))]
    DriftHandling Handling,
    IReadOnlyList<WorkflowId> Tell,
    DateTimeOffset At)
{
    public static DriftShape Of(GatewayEvent.DriftFound drift) => new(
        drift.Cause, drift.Function, drift.Expected, drift.Observed, drift.Handling, drift.Tell, drift.At);

    public GatewayEvent.DriftFound ToEvent() => new(Cause, Function, Expected, Observed, Handling, Tell, At);
}

/// <summary>Stem cells that were found to be more or fewer than told.</summary>
internal sealed record StemCellsDriftShape(
    string Cause,
    StemCellPlace Place,
    int Told,
    int Ready,
    [property: JsonConverter(typeof(JsonStringEnumConverter<DriftHandling>))]
    DriftHandling Handling,
    bool Persists,
    DateTimeOffset At)
{
    public static StemCellsDriftShape Of(GatewayEvent.StemCellsDrifted drift) => new(
        drift.Cause, drift.Place, drift.Told, drift.Ready, drift.Handling, drift.Persists, drift.At);

    public GatewayEvent.StemCellsDrifted ToEvent() => new(Cause, Place, Told, Ready, Handling, Persists, At);
}

/// <summary>A call that was about to be made.</summary>
internal sealed record StartedShape(ChangeId Id, string Lane, DateTimeOffset At)
{
    public static StartedShape Of(GatewayEvent.CallStarted started) => new(started.Id, started.Lane.Value, started.At);

    public GatewayEvent.CallStarted ToEvent() => new(new LaneKey(Lane), Id, At);
}

/// <summary>A refused change.</summary>
internal sealed record AbandonedShape(ChangeId Id, string Lane, string Reason)
{
    public static AbandonedShape Of(GatewayEvent.ChangeAbandoned abandoned) =>
        new(abandoned.Id, abandoned.Lane.Value, abandoned.Reason);

    public GatewayEvent.ChangeAbandoned ToEvent() => new(Id, new LaneKey(Lane), Reason);
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RequestPrewarm))]
[JsonSerializable(typeof(RequestLimits))]
[JsonSerializable(typeof(ChangeAccepted))]
[JsonSerializable(typeof(RollBackLimits))]
[JsonSerializable(typeof(LimitsAreRolledBack))]
[JsonSerializable(typeof(NowhereToGo))]
[JsonSerializable(typeof(GetConfigurations))]
[JsonSerializable(typeof(PastConfigurations))]
[JsonSerializable(typeof(LimitsNoted))]
[JsonSerializable(typeof(GatewayEvent.LimitsRolledBack))]
[JsonSerializable(typeof(GatewayEvent.ImpositionNoted))]
[JsonSerializable(typeof(DriftShape))]
[JsonSerializable(typeof(GatewayEvent.DriftEnded))]
[JsonSerializable(typeof(StemCellsDriftShape))]
[JsonSerializable(typeof(GatewayEvent.StemCellsDriftEnded))]
[JsonSerializable(typeof(GatewayEvent.FunctionMissed))]
[JsonSerializable(typeof(GatewayEvent.LimitsCut))]
[JsonSerializable(typeof(GatewayEvent.PrewarmCut))]
[JsonSerializable(typeof(HaltChanges))]
[JsonSerializable(typeof(ResumeChanges))]
[JsonSerializable(typeof(GetStand))]
[JsonSerializable(typeof(GatewayStands))]
[JsonSerializable(typeof(MayTry))]
[JsonSerializable(typeof(TrialJudgedShape))]
[JsonSerializable(typeof(TrialOver))]
[JsonSerializable(typeof(GatewayEvent.TrialBegan))]
[JsonSerializable(typeof(GatewayEvent.TrialEnded))]
[JsonSerializable(typeof(GatewayEvent.ChangesHalted))]
[JsonSerializable(typeof(GatewayEvent.ChangesResumed))]
[JsonSerializable(typeof(GatewayEvent.PrewarmWished))]
[JsonSerializable(typeof(GatewayEvent.LimitsWished))]
[JsonSerializable(typeof(GatewayEvent.FunctionIdentified))]
[JsonSerializable(typeof(AppliedShape))]
[JsonSerializable(typeof(AbandonedShape))]
[JsonSerializable(typeof(StartedShape))]
[JsonSerializable(typeof(GatewaySnapshot))]
internal sealed partial class PlatformGatewayJson : JsonSerializerContext;
