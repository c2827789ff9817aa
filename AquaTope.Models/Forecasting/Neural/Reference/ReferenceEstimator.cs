using System.Globalization;
using AquaTope.Models.Forecasting.Neural.Storage;
using AquaTope.Models.Forecasting.Neural.Training;

namespace AquaTope.Models.Forecasting.Neural.Reference;

/// <summary>
/// The original's forecaster (Zhou et al., AQUATOPE, ASPLOS 2023): an encoder that is trained to let a decoder continue
/// the sequence, then a head on the frozen encoder, and Monte-Carlo dropout.
/// </summary>
/// <param name="options">How it is trained.</param>
public sealed class ReferenceEstimator(ReferenceOptions options) : IEstimator
{
    /// <summary>The name of the model.</summary>
    public const string ModelName = "reference";

    /// <summary>The name of the first stage.</summary>
    public const string EncoderDecoderStage = EncoderDecoderTrainee.Name;

    /// <summary>The name of the second stage.</summary>
    public const string PredictionStage = PredictionTrainee.Name;

    public string Name => ModelName;

    /// <inheritdoc/>
    /// <exception cref="TrainingDataException">No series is long enough.</exception>
    /// <exception cref="ModelFolderException">The checkpoint cannot be gone on with.</exception>
    public IForecaster Train(
        DemandSet past, ulong seed, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default) => Learn(past, seed, progress, cancellation);

    /// <summary>As <see cref="Train"/>, with what model folders need.</summary>
    public NeuralForecaster Learn(
        DemandSet past, ulong seed, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var network = new ReferenceNetwork(options.Shape, seed);
        using var windows = new ReferenceWindows(past, options.Shape);
        var figures = Loop(network, past, seed, progress, cancellation).Run(
        [
            new EncoderDecoderTrainee(network, windows, options, seed),
            new PredictionTrainee(network, windows, options, seed)
        ]);
        return new ReferenceForecaster(
            network,
            new ReferenceSettings(past.Window.Seconds, seed, options.Shape, figures[^1].ValidationLoss)
            {
                Scale = windows.Scale
            },
            TrainingRecord.Of(past, seed, figures));
    }

    /// <summary>
    /// Trains encoder and decoder alone; <see cref="Train"/> with the same checkpoint goes on with the head.
    /// </summary>
    public void Pretrain(
        DemandSet past, ulong seed, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var network = new ReferenceNetwork(options.Shape, seed);
        using var windows = new ReferenceWindows(past, options.Shape);
        Loop(network, past, seed, progress, cancellation).Run(
            [new EncoderDecoderTrainee(network, windows, options, seed)]);
    }

    private TrainingLoop Loop(
        ReferenceNetwork network, DemandSet past, ulong seed, IProgress<TrainingProgress>? progress,
        CancellationToken cancellation) =>
        new(network,
            string.Create(CultureInfo.InvariantCulture,
                $"{Name} {options with { Checkpoint = null }} seed {seed} data {TrainingRecord.FingerprintOf(past)}"),
            options.Checkpoint, progress, cancellation);
}
