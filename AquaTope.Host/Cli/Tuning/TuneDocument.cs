using System.Text.Json.Serialization;
using AquaTope.Host.Cli.Tuning.Comparisons;

namespace AquaTope.Host.Cli.Tuning;

/// <summary>The machine-readable result of <c>tune</c>.</summary>
/// <param name="Problem">The name of what was sized.</param>
/// <param name="Designer">Who chose the trials.</param>
/// <param name="Seed">The seed of initial design, noise and designer.</param>
/// <param name="Batch">Trials suggested at a time.</param>
/// <param name="Init">Trials of the initial design.</param>
/// <param name="QosSeconds">The target of a workflow; <see langword="null"/> for a black box.</param>
/// <param name="Optimum">
/// The least noise-free objective of a feasible point; <see langword="null"/> where unknown.
/// </param>
/// <param name="Trials">Every trial in order.</param>
/// <param name="Recommended">The answer.</param>
/// <param name="SuggestCpuSeconds">CPU time of the process for each batch of suggestions.</param>
/// <param name="SuggestWallSeconds">Time on the wall for each batch of suggestions.</param>
internal sealed record TuneDocument(
    string Problem,
    string Designer,
    int Seed,
    int Batch,
    int Init,
    double? QosSeconds,
    double? Optimum,
    IReadOnlyList<TuneTrial> Trials,
    TuneAnswer Recommended,
    IReadOnlyList<double> SuggestCpuSeconds,
    IReadOnlyList<double> SuggestWallSeconds);

/// <summary>One trial.</summary>
/// <param name="T">Its number, from 0.</param>
/// <param name="X">The point of the unit cube.</param>
/// <param name="Objective">What was observed: a workflow's cost a run; <see langword="null"/> where it failed.</param>
/// <param name="Constraints">
/// What was observed, kept where at most 0: of a workflow its latency over the target in seconds; empty where it
/// failed.
/// </param>
/// <param name="Feasible">Whether what was observed keeps every constraint.</param>
/// <param name="BestTrue">
/// The noise-free objective of the best truly feasible point so far; <see langword="null"/> before one, and where the
/// truth is not known.
/// </param>
internal sealed record TuneTrial(
    int T, IReadOnlyList<double> X, double? Objective, IReadOnlyList<double> Constraints, bool Feasible,
    double? BestTrue)
{
    /// <summary>The configurations that the point stands for, of a workflow.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TunedStage>? Plan { get; init; }

    /// <summary>What each stage took, of a workflow; the mean where it ran several times.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? StageSeconds { get; init; }

    /// <summary>Why there are no values.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Failure { get; init; }
}

/// <summary>What is recommended.</summary>
/// <param name="X">The point of the unit cube; <see langword="null"/> where the designer has no answer.</param>
/// <param name="Objective">
/// The mean of what trials observed there; of a point that was never tried, its noise-free objective.
/// </param>
/// <param name="Feasible">
/// Whether its noise-free values keep every constraint; on a platform, whether every run that was
/// observed did, and there was one.
/// </param>
/// <param name="TrueObjective">
/// Its noise-free objective; <see langword="null"/> where the truth is not known or the point fails.
/// </param>
internal sealed record TuneAnswer(
    IReadOnlyList<double>? X, double? Objective, bool Feasible, double? TrueObjective)
{
    /// <summary>The answer of a designer that has none.</summary>
    public static TuneAnswer None { get; } = new(null, null, false, null);

    /// <summary>The configurations that the point stands for, of a workflow.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TunedStage>? Plan { get; init; }

    /// <summary>A workflow's latency: noise-free, or on a platform the mean of its runs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LatencySeconds { get; init; }

    /// <summary>Whether it is an answer on a platform that no trial ran: its stages were seen in others.</summary>
    [JsonIgnore]
    public bool IsUntried { get; init; }

    /// <summary>Why, where the designer says so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Because { get; init; }
}

/// <summary>The configuration of one stage.</summary>
internal sealed record TunedStage(string Name, double Cores, int MemoryMb);

/// <summary>How the documents are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(TuneDocument))]
[JsonSerializable(typeof(TuneComparisonDocument))]
internal sealed partial class TuneJson : JsonSerializerContext;
