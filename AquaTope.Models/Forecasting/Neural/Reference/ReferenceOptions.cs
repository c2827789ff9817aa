using AquaTope.Models.Forecasting.Neural.Training;

namespace AquaTope.Models.Forecasting.Neural.Reference;

/// <summary>How the reference is trained; the defaults are the original's.</summary>
public sealed record ReferenceOptions
{
    /// <summary>The sizes of the network.</summary>
    public ReferenceShape Shape { get; init; } = new();

    /// <summary>Epochs of each of the two stages.</summary>
    public int Epochs { get; init; } = 128;

    /// <summary>Stretches in a batch.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The learning rate of encoder and decoder.</summary>
    public double EncoderDecoderRate { get; init; } = 1e-4;

    /// <summary>The learning rate of the head.</summary>
    public double PredictionRate { get; init; } = 1e-3;

    /// <summary>Where an unfinished training is kept, if it is.</summary>
    public TrainingCheckpoint? Checkpoint { get; init; }
}
