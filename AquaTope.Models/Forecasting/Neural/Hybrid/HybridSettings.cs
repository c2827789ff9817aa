using AquaTope.Models.Forecasting.Neural.Layers;
using AquaTope.Models.Forecasting.Neural.Storage;
using AquaTope.Models.Forecasting.Neural.Training;

namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>All that makes a global count model besides its weights.</summary>
/// <param name="WindowSeconds">The length of the windows it was trained on.</param>
/// <param name="Seed">The seed of its weights, and of the networks it samples.</param>
/// <param name="Shape">The sizes of the network.</param>
/// <param name="Seasons">The seasons that it uses.</param>
public sealed record HybridSettings(int WindowSeconds, ulong Seed, HybridShape Shape, SeasonsKnown Seasons)
    : ModelSettings(WindowSeconds, Seed)
{
    /// <summary>What the encoder is told of each window, in order.</summary>
    public IReadOnlyList<string> Steps { get; init; } = DemandReading.StepNames;

    /// <summary>What the head is told of the window to forecast, in order.</summary>
    public IReadOnlyList<string> Outlook { get; init; } = DemandReading.OutlookNames;

    /// <summary>Inputs that were left out in training, and are in forecasts.</summary>
    public InputGroups Without { get; init; }

    internal override NeuralForecaster Build(
        IReadOnlyDictionary<string, NamedArray> weights, TrainingRecord training)
    {
        if (((int)Without & ~(int)InputGroupMembers.Every) != 0)
            throw new ModelFolderException(
                $"does without the inputs {(int)Without}; this version knows groups up to " +
                $"{(int)InputGroupMembers.Every}, so train it again");
        Require("steps", Steps, DemandReading.StepNames);
        Require("outlook", Outlook, DemandReading.OutlookNames);
        NetworkSizes.Require(
            ("inputs", Shape.Inputs), ("units", Shape.Units), ("wideUnits", Shape.WideUnits),
            ("narrowUnits", Shape.NarrowUnits), ("samples", Shape.Samples));
        var network = new HybridNetwork(Shape, Seed);
        Weights.Restore(network, weights);
        return new HybridForecaster(network, this, training);
    }

    private static void Require(string what, IReadOnlyList<string> found, IReadOnlyList<string> known)
    {
        if (!found.SequenceEqual(known))
            throw new ModelFolderException(
                $"has the {what} normalization [{string.Join(", ", found)}]; " +
                $"this version knows [{string.Join(", ", known)}], so train it again");
    }
}
