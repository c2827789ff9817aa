using AquaTope.Models.Forecasting.Neural.Training;

namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>How the global count model is trained.</summary>
public sealed record HybridOptions
{
    /// <summary>The sizes of the network.</summary>
    public HybridShape Shape { get; init; } = new();

    /// <summary>The most epochs; the learning rate falls to nothing until then.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Epochs without a better validation loss after which it ends.</summary>
    public int Patience { get; init; } = 6;

    /// <summary>Sequences in a batch.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The fewest batches in an epoch: few data are gone over several times.</summary>
    public int LeastBatches { get; init; } = 40;

    /// <summary>The learning rate at the beginning.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>The most windows learned from; of more, whole series are drawn by the seed.</summary>
    public int MostWindows { get; init; } = 4_000_000;

    /// <summary>Inputs that are left out: a node is not told what invokes a function.</summary>
    public InputGroups Without { get; init; } = InputGroups.Trigger;

    /// <summary>Where an unfinished training is kept, if it is.</summary>
    public TrainingCheckpoint? Checkpoint { get; init; }
}
