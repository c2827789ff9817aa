using AquaTope.Models.Forecasting.Calibration;

namespace AquaTope.Models.Forecasting.Combination;

/// <summary>
/// Averages the quantiles of several experts with weights of their own at each level, and calibrates the result. Both
/// learn from each window after it was forecast.
/// </summary>
/// <remarks>
/// Quantiles are averaged on <c>ln(1 + demand)</c>. An expert that has learned nothing yet has no weight. A window's
/// quantiles are kept until it has been observed, so that asking twice costs nothing.
/// </remarks>
internal sealed class MixtureCursor : IForecastCursor
{
    // A little of each level's weights is their mean over all levels, which steadies those in the tails.
    private const double Shared = 0.1;

    // A count's quantiles are whole numbers. Where demand is small that matters; where it is large, rounding would only
    // widen intervals that include both their ends.
    private const double WholeBelow = 10;

    private const double ScaleRate = 1.0 / 500;

    private readonly IForecastCursor[] _experts;
    private readonly MixtureWeights[] _weights;
    private readonly AdaptiveCalibration _calibration = new();
    private readonly double[][] _logs;
    private readonly bool[] _isReady;
    private readonly double[] _gains;
    private readonly double[][] _shares;
    private readonly double[] _meanShares;
    private readonly double[] _mixed = new double[QuantileLevels.Count];
    private readonly double[] _calibrated = new double[QuantileLevels.Count];
    private double _scale;
    private int _seen;
    private bool _isCurrent;

    /// <param name="experts">
    /// Cursors on the same series, which nobody else moves, and what each counts for before it has shown anything.
    /// </param>
    /// <param name="memory">Windows after which what an expert did weighs a factor e less.</param>
    public MixtureCursor(IReadOnlyList<(IForecastCursor Cursor, double Prior)> experts, double memory)
    {
        double[] priors = [.. experts.Select(expert => expert.Prior)];
        _experts = [.. experts.Select(expert => expert.Cursor)];
        _logs = [.. experts.Select(_ => new double[QuantileLevels.Count])];
        _isReady = new bool[experts.Count];
        _gains = new double[experts.Count];
        _meanShares = new double[experts.Count];
        _weights = [.. Enumerable.Range(0, QuantileLevels.Count).Select(_ => new MixtureWeights(priors, memory))];
        _shares = [.. Enumerable.Range(0, QuantileLevels.Count).Select(_ => new double[experts.Count])];
    }

    public double Predict(Span<double> quantiles)
    {
        Refresh();
        for (var k = 0; k < quantiles.Length; k++) quantiles[k] = Whole(_calibrated[k]);
        return QuantileLevels.Mean(_calibrated);
    }

    public void Observe(int demand)
    {
        Refresh();
        Learn(demand);
        _calibration.Observe(_calibrated, demand);
        foreach (var expert in _experts) expert.Observe(demand);
        _seen++;
        _isCurrent = false;
    }

    private void Refresh()
    {
        if (_isCurrent) return;
        for (var j = 0; j < _experts.Length; j++)
        {
            _isReady[j] = _experts[j].IsReady;
            _experts[j].Predict(_logs[j]);
            for (var k = 0; k < _mixed.Length; k++) _logs[j][k] = Math.Log(1 + _logs[j][k]);
        }
        Mix();
        for (var k = 0; k < _mixed.Length; k++) _calibrated[k] = Math.Exp(_mixed[k]) - 1;
        _calibration.Apply(_calibrated);
        _isCurrent = true;
    }

    private static double Whole(double demand) => demand < WholeBelow ? Math.Round(demand) : demand;

    private void Mix()
    {
        Array.Clear(_meanShares);
        for (var k = 0; k < _mixed.Length; k++)
        {
            _weights[k].Write(_isReady, _shares[k]);
            for (var j = 0; j < _experts.Length; j++) _meanShares[j] += _shares[k][j] / _mixed.Length;
        }
        for (var k = 0; k < _mixed.Length; k++)
        {
            var mixed = 0.0;
            for (var j = 0; j < _experts.Length; j++)
            {
                _shares[k][j] = (1 - Shared) * _shares[k][j] + Shared * _meanShares[j];
                mixed += _shares[k][j] * _logs[j][k];
            }
            _mixed[k] = mixed;
        }
    }

    // The pinball loss falls by its slope, times the slope of demand over its logarithm, times the way to the expert.
    private void Learn(int demand)
    {
        var median = Math.Exp(_mixed[QuantileLevels.Median]) - 1;
        _scale += Math.Max(ScaleRate, 1.0 / (_seen + 1)) * (Math.Abs(demand - median) - _scale);
        var scale = Math.Max(_scale, 0.01);
        var levels = QuantileLevels.All;
        for (var k = 0; k < _mixed.Length; k++)
        {
            var reach = Math.Exp(_mixed[k]);
            var slope = (demand < reach - 1 ? 1 - levels[k] : -levels[k]) * reach / scale;
            for (var j = 0; j < _experts.Length; j++) _gains[j] = slope * (_mixed[k] - _logs[j][k]);
            _weights[k].Observe(_isReady, _gains);
        }
    }
}
