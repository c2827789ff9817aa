using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Forecasting.Calibration;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Combination;

/// <summary>
/// Exponential smoothing as the weighted mean of many: with and without seasons of an hour and a day, slow and fast, on
/// demand and on its logarithm. Unlike trees and regressions it needs no past like the present, so it leads where
/// demand grows beyond all that was seen.
/// </summary>
/// <remarks>
/// Weights are those of <see cref="MixtureWeights"/> at the median, on <c>ln(1 + demand)</c>. A mean errs less than the
/// one that was best of late, which <see cref="SmoothingCursor"/> takes.
/// </remarks>
internal sealed class SmoothingMixture : IForecastCursor
{
    private const double ScaleRate = 1.0 / 500;
    private const double LeastScale = 1e-3;
    private const double MostLog = 22;
    private static readonly double[] LevelRates = [0.02, 0.1, 0.3, 0.5, 0.7, 0.85];
    private static readonly double[] SeasonRates = [0.05, 0.25];

    private readonly List<Member> _members = [];
    private readonly MixtureWeights _weights;
    private readonly LogErrors _errors;
    private readonly long _first;
    private readonly double[] _logs;
    private readonly double[] _shares;
    private readonly double[] _gains;
    private readonly bool[] _isReady;
    private double _point;
    private double _scale;
    private int _seen;
    private bool _isCurrent;

    /// <param name="window">The length of a window.</param>
    /// <param name="first">The window that will be observed first.</param>
    public SmoothingMixture(WindowLength window, WindowIndex first)
    {
        var hour = Math.Max(1, 3600 / window.Seconds);
        var day = Math.Max(1, 86_400 / window.Seconds);
        foreach (var isLog in (bool[])[true, false])
            foreach (var level in LevelRates)
            {
                _members.Add(new Member(new SmoothingModel(level, 0, 1), isLog, 1));
                foreach (var season in SeasonRates)
                    foreach (var period in new[] { hour, day }.Where(period => period > 1).Distinct())
                        _members.Add(new Member(new SmoothingModel(level, season, period), isLog, period));
            }
        _first = first.Value;
        _errors = new LogErrors(hour);
        _weights = new MixtureWeights([.. _members.Select(_ => 1.0)], day);
        _logs = new double[_members.Count];
        _shares = new double[_members.Count];
        _gains = new double[_members.Count];
        _isReady = new bool[_members.Count];
    }

    public double Predict(Span<double> quantiles)
    {
        Refresh();
        return _errors.Write(_point, _first + _seen, quantiles);
    }

    public void Observe(int demand)
    {
        Refresh();
        var error = Math.Log(1 + (double)demand) - _point;
        _errors.Observe(error, _first + _seen);
        Learn(error);
        foreach (var member in _members) member.Observe(demand);
        _seen++;
        _isCurrent = false;
    }

    private void Refresh()
    {
        if (_isCurrent) return;
        for (var i = 0; i < _members.Count; i++)
        {
            _logs[i] = _members[i].Log;
            // A season has something to say once it has been round.
            _isReady[i] = _members[i].Period == 1 || _seen > 2 * _members[i].Period;
        }
        _weights.Write(_isReady, _shares);
        _point = 0;
        for (var i = 0; i < _logs.Length; i++) _point += _shares[i] * _logs[i];
        _isCurrent = true;
    }

    // The absolute error falls by its sign times the way to the member.
    private void Learn(double error)
    {
        _scale += Math.Max(ScaleRate, 1.0 / (_seen + 1)) * (Math.Abs(error) - _scale);
        var slope = (error > 0 ? 0.5 : -0.5) / Math.Max(_scale, LeastScale);
        for (var i = 0; i < _logs.Length; i++) _gains[i] = slope * (_logs[i] - _point);
        _weights.Observe(_isReady, _gains);
    }

    private sealed class Member(SmoothingModel model, bool isLog, int period)
    {
        public int Period => period;

        /// <summary>The forecast of <c>ln(1 + demand)</c>.</summary>
        public double Log => isLog
            ? Math.Clamp(model.Forecast, 0, MostLog)
            : Math.Log(1 + Math.Max(0, model.Forecast));

        public void Observe(int demand) => model.Observe(isLog ? Math.Log(1 + (double)demand) : demand);
    }
}
