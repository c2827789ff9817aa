using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting;

/// <summary>A kind of forecaster before it has seen data: learns from past demand and becomes a forecaster.</summary>
public interface IEstimator
{
    /// <summary>The name by which commands and reports call it and the forecasters it trains.</summary>
    string Name { get; }

    /// <summary>
    /// A forecaster that learned from <paramref name="past"/> alone. The same data and seed give the same forecaster.
    /// Synchronous; may take minutes.
    /// </summary>
    /// <param name="past">Everything that may be known at this time.</param>
    /// <param name="seed">The seed of every draw.</param>
    /// <param name="progress">Told after every epoch, by estimators that have epochs.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    IForecaster Train(
        DemandSet past, ulong seed, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default);
}

/// <summary>The demand of one or many functions over windows of one length.</summary>
/// <param name="Window">The length of every window.</param>
/// <param name="Series">The series; they may begin and end at different windows.</param>
public sealed record DemandSet(WindowLength Window, IReadOnlyList<DemandHistory> Series);

/// <summary>How far a training is.</summary>
/// <param name="Stage">What is being trained, as the user knows it.</param>
/// <param name="Epoch">The epoch just finished, from 1.</param>
/// <param name="Epochs">The most epochs there will be.</param>
/// <param name="Loss">Mean loss over the epoch's training data.</param>
/// <param name="ValidationLoss">Mean loss over the data held back.</param>
public readonly record struct TrainingProgress(string Stage, int Epoch, int Epochs, double Loss, double ValidationLoss);
