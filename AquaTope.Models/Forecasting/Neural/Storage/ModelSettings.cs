using System.Text.Json.Serialization;
using AquaTope.Models.Forecasting.Neural.Hybrid;
using AquaTope.Models.Forecasting.Neural.Reference;
using AquaTope.Models.Forecasting.Neural.Training;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Neural.Storage;

/// <summary>All that makes a forecaster besides its weights.</summary>
/// <param name="WindowSeconds">The length of the windows it was trained on.</param>
/// <param name="Seed">The seed of its weights, and of the networks it samples.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "model")]
[JsonDerivedType(typeof(ReferenceSettings), ReferenceEstimator.ModelName)]
[JsonDerivedType(typeof(HybridSettings), HybridEstimator.ModelName)]
public abstract record ModelSettings(int WindowSeconds, ulong Seed)
{
    /// <summary>The length of the windows it was trained on.</summary>
    [JsonIgnore]
    public WindowLength Window => WindowLength.FromSeconds(WindowSeconds);

    /// <summary>The forecaster of these settings and weights.</summary>
    /// <exception cref="ModelFolderException">They do not fit together; the message goes on from their
    /// name.</exception>
    internal abstract NeuralForecaster Build(IReadOnlyDictionary<string, NamedArray> weights, TrainingRecord training);
}
