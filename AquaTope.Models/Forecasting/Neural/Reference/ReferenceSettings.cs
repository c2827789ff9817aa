using AquaTope.Models.Forecasting.Neural.Layers;
using AquaTope.Models.Forecasting.Neural.Storage;
using AquaTope.Models.Forecasting.Neural.Training;

namespace AquaTope.Models.Forecasting.Neural.Reference;

/// <summary>All that makes a reference forecaster besides its weights.</summary>
/// <param name="WindowSeconds">The length of the windows it was trained on.</param>
/// <param name="Seed">The seed of its weights, and of the networks it samples.</param>
/// <param name="Shape">The sizes of the network.</param>
/// <param name="ResidualVariance">The mean squared error on the data held back, on the scale of the network: the noise
/// that dropout knows nothing of.</param>
public sealed record ReferenceSettings(int WindowSeconds, ulong Seed, ReferenceShape Shape, double ResidualVariance)
    : ModelSettings(WindowSeconds, Seed)
{
    /// <summary>The scale of its inputs and outputs.</summary>
    public string Normalization { get; init; } = ReferenceFeatures.Normalization;

    /// <summary>
    /// The scale of the only series it was trained on, as the original keeps it; a model of several series takes each
    /// history's own.
    /// </summary>
    public ReferenceScale? Scale { get; init; }

    internal override NeuralForecaster Build(
        IReadOnlyDictionary<string, NamedArray> weights, TrainingRecord training)
    {
        if (Normalization != ReferenceFeatures.Normalization)
            throw new ModelFolderException(
                $"has the normalization '{Normalization}'; this version knows '{ReferenceFeatures.Normalization}', " +
                "so train it again");
        NetworkSizes.Require(
            ("inputs", Shape.Inputs), ("targets", Shape.Targets), ("encoderUnits", Shape.EncoderUnits),
            ("decoderUnits", Shape.DecoderUnits), ("continuationUnits", Shape.ContinuationUnits),
            ("wideUnits", Shape.WideUnits), ("narrowUnits", Shape.NarrowUnits), ("samples", Shape.Samples));
        var network = new ReferenceNetwork(Shape, Seed);
        Weights.Restore(network, weights);
        return new ReferenceForecaster(network, this, training);
    }
}
