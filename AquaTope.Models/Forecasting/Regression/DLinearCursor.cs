using AquaTope.Models.Forecasting.Calibration;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Regression;

/// <summary>
/// D-Linear (Zeng et al., AAAI'23): the last windows are split into a moving average and what it leaves, and each part
/// has a linear map to the next window. Fit by ridge regression on <c>ln(1 + demand)</c> relative to the windows' mean,
/// solved anew every hour or so.
/// </summary>
internal sealed class DLinearCursor : IForecastCursor
{
    private const int Windows = 96;
    private const int Kernel = 25;
    private const int SolveEvery = 60;
    private const double Penalty = 3;
    private const double MemoryDays = 20;

    private readonly double[] _logs = new double[Windows];
    private readonly double[] _row = new double[2 * Windows + 1];
    private readonly RunningRidge _ridge;
    private readonly LogErrors _errors;
    private readonly long _first;
    private double? _point;
    private double _mean;
    private int _seen;

    public DLinearCursor(WindowLength window, WindowIndex first)
    {
        _first = first.Value;
        _ridge = new RunningRidge(_row.Length, Penalty, MemoryDays * 86_400 / window.Seconds);
        _errors = new LogErrors(Math.Max(1, 3600 / window.Seconds));
    }

    private double Point => _point ??= Forecast();

    public double Predict(Span<double> quantiles) => _errors.Write(Point, _first + _seen, quantiles);

    public void Observe(int demand)
    {
        var x = Math.Log(1 + (double)demand);
        _errors.Observe(x - Point, _first + _seen);
        if (_seen >= Windows) _ridge.Add(_row, x - _mean);
        _logs[_seen % Windows] = x;
        _seen++;
        if (_seen % SolveEvery == 0) _ridge.Solve();
        _point = null;
    }

    private double Forecast()
    {
        if (_seen == 0) return 0;
        _mean = 0;
        var known = Math.Min(_seen, Windows);
        for (var lag = 1; lag <= known; lag++) _mean += Log(lag) / known;
        if (_seen < Windows) return _mean;

        for (var lag = 1; lag <= Windows; lag++)
        {
            // At its ends the average sees the outermost window again and again, as in the paper.
            var sum = 0.0;
            for (var shift = -Kernel / 2; shift <= Kernel / 2; shift++) sum += Log(Math.Clamp(lag + shift, 1, Windows));
            var trend = sum / Kernel;
            _row[lag - 1] = trend - _mean;
            _row[Windows + lag - 1] = Log(lag) - trend;
        }
        _row[^1] = 1;
        return Math.Max(0, _mean + _ridge.Predict(_row));
    }

    private double Log(int lag) => _logs[(_seen - lag) % Windows];
}
