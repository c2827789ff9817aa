namespace AquaTope.Models.Forecasting.Backtesting;

/// <summary>How a forecaster did on one series, or the median of how it did on several.</summary>
public sealed record SeriesScore
{
    /// <summary>What the series is called.</summary>
    public required string Series { get; init; }

    /// <summary>Windows that were forecast and scored.</summary>
    public required int Steps { get; init; }

    /// <summary>The mean of <c>200·|y − ŷ|/(|y| + |ŷ|)</c>, zero where both are.</summary>
    public required double Smape { get; init; }

    public required double MeanAbsoluteError { get; init; }

    /// <summary>Of the mean; the other errors are the median's.</summary>
    public required double RootMeanSquareError { get; init; }

    /// <summary>
    /// The mean absolute error over that of repeating the last window on the past; nothing where that never failed.
    /// </summary>
    public required double? ScaledError { get; init; }

    /// <summary>The continuous ranked probability score.</summary>
    public required double RankedProbability { get; init; }

    /// <summary>The pinball loss of the 95 % quantile.</summary>
    public required double Pinball95 { get; init; }

    /// <summary>
    /// The share of demand between the levels of 5 % and 95 %, each count spread over its step of the distribution as
    /// <see cref="CountTransform"/> does: 90 % if forecasts are calibrated.
    /// </summary>
    public required double Coverage90 { get; init; }

    /// <summary>
    /// The share of windows from the 5 % to the 95 % quantile, both included: more than 90 % where a count at an end
    /// holds more than is left for it, as zero does for small demand.
    /// </summary>
    public required double ClosedCoverage90 { get; init; }

    /// <summary>
    /// The share of demand below each of <see cref="QuantileLevels.All"/>, counts spread likewise: the level itself if
    /// forecasts are calibrated.
    /// </summary>
    public required IReadOnlyList<double> Coverage { get; init; }

    /// <summary>The median of every measure, each for itself, and all steps together.</summary>
    public static SeriesScore Median(IReadOnlyList<SeriesScore> scores)
    {
        double[] scaled = [.. scores.Select(score => score.ScaledError).OfType<double>()];
        return new SeriesScore
        {
            Series = scores.Count == 1 ? scores[0].Series : $"median of {scores.Count}",
            Steps = scores.Sum(score => score.Steps),
            Smape = Of(score => score.Smape),
            MeanAbsoluteError = Of(score => score.MeanAbsoluteError),
            RootMeanSquareError = Of(score => score.RootMeanSquareError),
            ScaledError = scaled.Length == 0 ? null : Middle(scaled),
            RankedProbability = Of(score => score.RankedProbability),
            Pinball95 = Of(score => score.Pinball95),
            Coverage90 = Of(score => score.Coverage90),
            ClosedCoverage90 = Of(score => score.ClosedCoverage90),
            Coverage = [.. Enumerable.Range(0, QuantileLevels.Count).Select(k => Of(score => score.Coverage[k]))]
        };

        double Of(Func<SeriesScore, double> measure) => Middle([.. scores.Select(measure)]);
    }

    private static double Middle(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
