using System.Text.Json;
using System.Text.Json.Serialization;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Halting;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform.Snapshots;

/// <summary>
/// What the facts in the journal alone make of a gateway, as plain lists, each in the order of its names. What a
/// gateway asks anew after a restart is not in it: the platform, the catalog, calls under way, the circuit.
/// </summary>
public sealed partial record GatewaySnapshot(
    IReadOnlyList<GatewaySnapshot.FunctionEntry> Functions,
    IReadOnlyList<GatewaySnapshot.LaneEntry> Lanes,
    IReadOnlyList<GatewaySnapshot.HistoryEntry> Histories,
    IReadOnlyList<GatewaySnapshot.ImpositionEntry> Impositions,
    IReadOnlyList<GatewaySnapshot.StemCellEntry> StemCellDrifts,
    IReadOnlyList<GatewaySnapshot.TrialEntry> Trials,
    Halt? Halt,
    long Turns,
    long Imposed,
    int Rollbacks,
    IReadOnlyList<DateTimeOffset> Starts)
{
    /// <summary>What is known of a function.</summary>
    public sealed record FunctionEntry(
        FunctionId Function, RuntimeKind? Kind, ResourceConfiguration? Present, ResourceConfiguration? Wished,
        int Prewarm,
        int Together, ChangeId? LastPrewarm, ChangeId? LastLimits, string? Reason, bool IsMissing, DriftEntry? Drift,
        IReadOnlyList<NumberEntry> Newest, IReadOnlyList<NumberEntry> Imposed);

    /// <summary>Limits that somebody else gave a function.</summary>
    public sealed record DriftEntry(
        ResourceConfiguration Observed,
        [property: JsonConverter(typeof(JsonStringEnumConverter<DriftHandling>))]
        DriftHandling Handling);

    /// <summary>How far somebody's numbers have come.</summary>
    public sealed record NumberEntry(string Wisher, long Number);

    /// <summary>A lane by its key.</summary>
    public sealed record LaneEntry(
        string Lane, ChangeEntry Desired, ChangeId Because, ChangeEntry? Applied, ProgressEntry Progress);

    /// <summary>A change: exactly one of the kinds is present.</summary>
    public sealed record ChangeEntry(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        PlatformChange.SetLimits? Limits = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<StemCellTarget>? StemCells = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        bool Again = false,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        PlatformChange.KeepWarm? KeepWarm = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        PlatformChange.PutBackLimits? PutBack = null)
    {
        public static ChangeEntry Of(PlatformChange change) => change switch
        {
            PlatformChange.SetLimits limits => new ChangeEntry(Limits: limits),
            PlatformChange.SetStemCells cells => new ChangeEntry(StemCells: cells.Targets, Again: cells.Again),
            PlatformChange.KeepWarm warm => new ChangeEntry(KeepWarm: warm),
            PlatformChange.PutBackLimits back => new ChangeEntry(PutBack: back),
            _ => throw new ArgumentException($"{change.GetType().Name} has no written form.", nameof(change))
        };

        /// <summary>The inverse of <see cref="Of"/>.</summary>
        /// <exception cref="JsonException">No kind is present.</exception>
        public PlatformChange ToChange() => this switch
        {
            { Limits: { } limits } => limits,
            { StemCells: { } targets } => new PlatformChange.SetStemCells(targets) { Again = Again },
            { KeepWarm: { } warm } => warm,
            { PutBack: { } back } => back,
            _ => throw new JsonException("It names no change.")
        };
    }

    /// <summary>Where a lane's wish stands; which parts are present depends on <paramref name="Stand"/>.</summary>
    public sealed record ProgressEntry(
        string Stand,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        int Failures = 0,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        DateTimeOffset? At = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        ChangeId? Change = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        string? Reason = null);

    /// <summary>The limits a function had.</summary>
    public sealed record HistoryEntry(
        FunctionId Function, ResourceConfiguration? Original, IReadOnlyList<AppliedLimits> Applied);

    /// <summary>Limits that workflows are still to be told of.</summary>
    public sealed record ImpositionEntry(
        string Cause, IReadOnlyList<FunctionLimits> Limits, string Because, bool Rejects,
        IReadOnlyList<WorkflowId> Untold, long Order);

    /// <summary>Stem cells that were found to be more or fewer than told.</summary>
    public sealed record StemCellEntry(
        string Invoker, RuntimeKind Kind, MemorySize Memory, int Told, int Ready, int? PutBack, bool Persists);

    /// <summary>A trial that runs on functions themselves.</summary>
    public sealed record TrialEntry(WorkflowId Workflow, IReadOnlyList<FunctionId> Functions, DateTimeOffset? Asked);

    /// <summary>How many entries it has, which its length in bytes goes by.</summary>
    [JsonIgnore]
    public long Entries => Functions.Count + Lanes.Count + Impositions.Count + StemCellDrifts.Count + Trials.Count
                           + Histories.Sum(history => 1L + history.Applied.Count);
}
