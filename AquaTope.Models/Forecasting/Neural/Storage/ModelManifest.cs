using AquaTope.Models.Forecasting.Neural.Training;

namespace AquaTope.Models.Forecasting.Neural.Storage;

/// <summary>What a model folder says of itself.</summary>
/// <param name="Format">The version of the folder's format.</param>
/// <param name="Version">The version of the model, by its content.</param>
/// <param name="Settings">All that makes it besides its weights.</param>
/// <param name="WeightsSha256">The checksum of the file of weights.</param>
/// <param name="Training">Where it comes from.</param>
public sealed record ModelManifest(
    int Format, string Version, ModelSettings Settings, string WeightsSha256, TrainingRecord Training);
