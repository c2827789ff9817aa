namespace AquaTope.Models.Forecasting;

/// <summary>
/// A kind of forecaster that has nothing to train: it learns each series as it follows it, or asks nothing of it but
/// its last windows.
/// </summary>
/// <param name="create">The forecaster for windows of that length.</param>
/// <param name="name">The name by which commands and reports call it.</param>
internal sealed class OnlineEstimator(string name, Func<Quantities.WindowLength, IForecaster> create) : IEstimator
{
    public string Name => name;

    public IForecaster Train(
        DemandSet past, ulong seed, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default) => create(past.Window);
}
