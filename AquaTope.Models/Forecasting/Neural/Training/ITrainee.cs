using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Training;

/// <summary>One stage of a training: some weights, and data by which they get better.</summary>
internal interface ITrainee
{
    /// <summary>What is being trained, as the user knows it.</summary>
    string Stage { get; }

    /// <summary>The weights that this stage moves, by name.</summary>
    IReadOnlyList<(string Name, Parameter Value)> Parameters { get; }

    /// <summary>How long and how fast.</summary>
    TrainingPlan Plan { get; }

    /// <summary>Goes over the training data once. The same epoch of the same weights does the same.</summary>
    /// <param name="epoch">Which epoch it is, from 1; it decides the order of the data and what is dropped out.</param>
    /// <param name="step">Is given the loss of each batch and moves the weights by it.</param>
    /// <returns>The mean loss.</returns>
    double Train(int epoch, Action<Tensor> step);

    /// <summary>The mean loss over the data held back, nothing dropped out.</summary>
    double Validate();
}

/// <summary>How a stage is trained.</summary>
/// <param name="Epochs">The most epochs.</param>
/// <param name="LearningRate">The learning rate of each epoch, counted from 1.</param>
/// <param name="Patience">After so many epochs without a better validation loss it ends, and the weights of the best
/// epoch count; without a number those of the last epoch do.</param>
/// <param name="LargestGradient">The norm to which a longer gradient is cut, if it is.</param>
internal sealed record TrainingPlan(
    int Epochs, Func<int, double> LearningRate, int? Patience = null, double? LargestGradient = null);

/// <summary>How the training of one stage went.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Epochs">Epochs run.</param>
/// <param name="BestEpoch">The epoch whose weights were kept.</param>
/// <param name="Loss">Mean loss over the last epoch's training data.</param>
/// <param name="ValidationLoss">Mean loss over the data held back, with the weights kept.</param>
public sealed record StageFigures(string Stage, int Epochs, int BestEpoch, double Loss, double ValidationLoss);
