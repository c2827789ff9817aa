using System.Text.Json.Serialization;
using AquaTope.Models.Forecasting.Neural.Training;

namespace AquaTope.Host.Cli.Training;

/// <summary>The machine-readable result of <c>train</c>.</summary>
/// <param name="Trace">The files as they were given.</param>
/// <param name="Out">The model folder, or nothing where only a first stage was trained.</param>
/// <param name="Model">The kind of the model.</param>
/// <param name="Version">The version of the model, by its content.</param>
/// <param name="Series">Series learned from.</param>
/// <param name="Windows">Their windows in all.</param>
/// <param name="WindowSeconds">The length of a window.</param>
/// <param name="Split">The share of the trace that was learned from.</param>
/// <param name="DataFingerprint">A hash of all that was learned from.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Stages">How the training went.</param>
/// <param name="TrainSeconds">The time this run took to train; less than the whole where it went on from a
/// checkpoint.</param>
internal sealed record TrainDocument(
    IReadOnlyList<string> Trace,
    string? Out,
    string Model,
    string? Version,
    int Series,
    long Windows,
    int WindowSeconds,
    double Split,
    string? DataFingerprint,
    int Seed,
    IReadOnlyList<StageFigures> Stages,
    double TrainSeconds);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(TrainDocument))]
internal sealed partial class TrainJson : JsonSerializerContext;
