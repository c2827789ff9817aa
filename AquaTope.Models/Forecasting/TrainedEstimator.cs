namespace AquaTope.Models.Forecasting;

/// <summary>A forecaster that was trained elsewhere, before: training again changes nothing.</summary>
/// <param name="forecaster">The forecaster.</param>
public sealed class TrainedEstimator(IForecaster forecaster) : IEstimator
{
    public string Name => forecaster.Name;

    /// <summary>The forecaster.</summary>
    public IForecaster Forecaster => forecaster;

    public IForecaster Train(
        DemandSet past, ulong seed, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default) => forecaster;
}
