namespace AquaTope.Models.Forecasting.Backtesting;

/// <summary>How one forecaster did.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TrainTime">Time spent on training.</param>
/// <param name="PredictTime">Time spent on forecasts, and on learning from each window after it was forecast.</param>
/// <param name="Scores">One for each series.</param>
public sealed record ModelReport(
    string Name, TimeSpan TrainTime, TimeSpan PredictTime, IReadOnlyList<SeriesScore> Scores)
{
    /// <summary>The median over the series, measure by measure.</summary>
    public SeriesScore Median { get; } = SeriesScore.Median(Scores);
}
