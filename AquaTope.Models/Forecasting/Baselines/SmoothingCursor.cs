using AquaTope.Models.Forecasting.Calibration;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>
/// Exponential smoothing: many of them side by side, with and without seasons of an hour and a day, on demand and on
/// its logarithm. Each window is forecast by the one whose forecasts were closest of late.
/// </summary>
internal sealed class SmoothingCursor : IForecastCursor
{
    private const double ScoreRate = 1.0 / 500;
    private static readonly double[] LevelRates = [0.02, 0.1, 0.3, 0.7];
    private static readonly double[] SeasonRates = [0.05, 0.25];

    private readonly int _day;
    private readonly long _first;
    private readonly List<Contestant> _contestants = [];
    private readonly LogErrors _errors;
    private int _best;
    private int _seen;

    public SmoothingCursor(WindowLength window, WindowIndex first)
    {
        var hour = Math.Max(1, 3600 / window.Seconds);
        _day = Math.Max(1, 86_400 / window.Seconds);
        _first = first.Value;
        _errors = new LogErrors(hour);
        foreach (var isLog in (bool[])[true, false])
            foreach (var level in LevelRates)
            {
                _contestants.Add(new Contestant(new SmoothingModel(level, 0, 1), isLog, 1));
                foreach (var season in SeasonRates)
                    foreach (var period in new[] { hour, _day }.Where(period => period > 1).Distinct())
                        _contestants.Add(new Contestant(new SmoothingModel(level, season, period), isLog, period));
            }
    }

    /// <summary>The point forecast of <c>ln(1 + demand)</c>.</summary>
    public double Point => Math.Log(1 + _contestants[_best].Demand);

    public double Predict(Span<double> quantiles) => _errors.Write(Point, _first + _seen, quantiles);

    public void Observe(int demand)
    {
        _errors.Observe(Math.Log(1 + (double)demand) - Point, _first + _seen);
        _seen++;
        _best = 0;
        for (var i = 0; i < _contestants.Count; i++)
        {
            _contestants[i].Observe(demand, Math.Max(ScoreRate, 1.0 / _seen));
            // A season has something to say once it has been round.
            if (_seen > 2 * _contestants[i].Period && _contestants[i].Error < _contestants[_best].Error) _best = i;
        }
    }

    private sealed class Contestant(SmoothingModel model, bool isLog, int period)
    {
        public int Period => period;

        public double Error { get; private set; }

        public double Demand => Math.Max(0, isLog ? Math.Exp(Math.Min(model.Forecast, 22)) - 1 : model.Forecast);

        public void Observe(int demand, double rate)
        {
            Error += rate * (Math.Abs(demand - Demand) - Error);
            model.Observe(isLog ? Math.Log(1 + (double)demand) : demand);
        }
    }
}
