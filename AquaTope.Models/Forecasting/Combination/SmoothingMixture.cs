using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Forecasting.Calibration;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Combination;

/// <summary>
/// Exponential smoothing as the weighted mean of many: with and without seasons of an hour and a day, slow and fast, on
/// demand and on its logarithm. Unlike trees and regressions it needs no past like the present, so it leads where
/// demand grows beyond all that was seen.
/// </summary>
/// <remarks><see cref="SmoothingCursor"/> takes the one that was best of late instead.</remarks>
internal sealed class SmoothingMixture : IForecastCursor
{
    private const double MostLog = 22;
    private static readonly double[] LevelRates = [0.02, 0.1, 0.3, 0.5, 0.7, 0.85];
    private static readonly double[] SeasonRates = [0.05, 0.25];

    private readonly List<Member> _members = [];
    private readonly PointMixture _mixture;
    private readonly LogErrors _errors;
    private readonly long _first;
    private readonly double[] _logs;
    private readonly bool[] _isReady;
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
        _mixture = new PointMixture(_members.Count, day);
        _logs = new double[_members.Count];
        _isReady = new bool[_members.Count];
    }

    /// <summary>The point forecast of <c>ln(1 + demand)</c>.</summary>
    public double Point
    {
        get
        {
            Refresh();
            return _mixture.Point;
        }
    }

    public double Predict(Span<double> quantiles) => _errors.Write(Point, _first + _seen, quantiles);

    public void Observe(int demand)
    {
        var log = Math.Log(1 + (double)demand);
        _errors.Observe(log - Point, _first + _seen);
        _mixture.Observe(log);
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
        _mixture.Mix(_logs, _isReady);
        _isCurrent = true;
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
