namespace AquaTope.Models.Forecasting.Backtesting;

/// <summary>
/// Adds up how forecasts did against what came. The point forecast is the median for all measures but the root mean
/// square error, which is that of the mean.
/// </summary>
internal sealed class ScoreSheet
{
    private static readonly int High = QuantileLevels.All.IndexOf(0.95);
    private static readonly int Low = QuantileLevels.All.IndexOf(0.05);

    private readonly double[] _below = new double[QuantileLevels.Count];
    private int _steps;
    private double _relative;
    private double _absolute;
    private double _square;
    private double _ranked;
    private double _pinball;
    private long _within;

    /// <summary>Adds one window.</summary>
    /// <param name="mean">The mean that was forecast.</param>
    /// <param name="quantiles">The quantiles that were forecast, at <see cref="QuantileLevels.All"/>.</param>
    /// <param name="demand">What came.</param>
    public void Add(double mean, ReadOnlySpan<double> quantiles, int demand)
    {
        var median = quantiles[QuantileLevels.Median];
        _steps++;
        _absolute += Math.Abs(demand - median);
        if (demand != median) _relative += 200 * Math.Abs(demand - median) / (Math.Abs(demand) + Math.Abs(median));
        _square += (demand - mean) * (demand - mean);
        _ranked += ContinuousRankedProbability.Score(QuantileLevels.All, quantiles, demand);
        _pinball += Math.Max(0.95 * (demand - quantiles[High]), 0.05 * (quantiles[High] - demand));
        if (quantiles[Low] <= demand && demand <= quantiles[High]) _within++;
        var place = CountTransform.Of(QuantileLevels.All, quantiles, demand);
        for (var k = 0; k < _below.Length; k++) _below[k] += place.ShareBelow(QuantileLevels.All[k]);
    }

    /// <summary>The means over all windows added.</summary>
    /// <param name="series">What the series is called.</param>
    /// <param name="naiveError">The mean absolute error of repeating the last window, on the past.</param>
    public SeriesScore Close(string series, double naiveError) => new()
    {
        Series = series,
        Steps = _steps,
        Smape = _relative / _steps,
        MeanAbsoluteError = _absolute / _steps,
        RootMeanSquareError = Math.Sqrt(_square / _steps),
        ScaledError = naiveError > 0 ? _absolute / _steps / naiveError : null,
        RankedProbability = _ranked / _steps,
        Pinball95 = _pinball / _steps,
        Coverage90 = (_below[High] - _below[Low]) / _steps,
        ClosedCoverage90 = (double)_within / _steps,
        Coverage = [.. _below.Select(below => below / _steps)]
    };
}
