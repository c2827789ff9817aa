using AquaTope.Models.Forecasting.Calibration;
using AquaTope.Models.Forecasting.Features;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Regression;

/// <summary>
/// Ridge regression of <c>ln(1 + demand)</c> on <see cref="DemandFeatures"/> and Fourier terms of the hour and the day,
/// relative to the running level. It learns from every window and solves anew every <see cref="SolveEvery"/>.
/// </summary>
internal sealed class RidgeCursor : IForecastCursor
{
    /// <summary>A memory that keeps up where demand grows from day to day.</summary>
    public const double ShortMemoryDays = 4;

    private const int HourHarmonics = 8;
    private const int DayHarmonics = 5;
    private const int SolveEvery = 60;
    private const double LongMemoryDays = 20;
    private const double Penalty = 3;

    // Relative logarithms beyond these come from a bug or a first burst, and would throw a linear answer off.
    private const double MostFeature = 8;

    private readonly int _hour;
    private readonly int _day;
    private readonly long _first;
    private readonly DemandFeatures _features;
    private readonly RunningRidge _ridge;
    private readonly LogErrors _errors;
    private readonly float[] _raw;
    private readonly double[] _row;
    private double _point;
    private bool _isCurrent;

    /// <param name="window">The length of a window.</param>
    /// <param name="first">The window that will be observed first.</param>
    /// <param name="memoryDays">Days after which a window weighs a factor e less.</param>
    public RidgeCursor(WindowLength window, WindowIndex first, double memoryDays = LongMemoryDays)
    {
        _hour = Math.Max(1, 3600 / window.Seconds);
        _day = Math.Max(1, 86_400 / window.Seconds);
        _first = first.Value;
        _features = new DemandFeatures(window, first);
        _raw = new float[_features.Count];
        _row = new double[_features.Count + 2 * (HourHarmonics + DayHarmonics) + 1];
        _ridge = new RunningRidge(_row.Length, Penalty, memoryDays * _day);
        _errors = new LogErrors(_hour);
    }

    private long Next => _first + _features.Seen;

    /// <summary>The point forecast of <c>ln(1 + demand)</c>.</summary>
    public double Point
    {
        get
        {
            if (_isCurrent) return _point;
            WriteRow();
            _point = Math.Max(0, _features.Level + _ridge.Predict(_row));
            _isCurrent = true;
            return _point;
        }
    }

    public double Predict(Span<double> quantiles) => _errors.Write(Point, Next, quantiles);

    public void Observe(int demand)
    {
        var x = Math.Log(1 + (double)demand);
        _errors.Observe(x - Point, Next);
        _ridge.Add(_row, x - _features.Level);
        _features.Observe(demand);
        if (_features.Seen % SolveEvery == 0) _ridge.Solve();
        _isCurrent = false;
    }

    private void WriteRow()
    {
        _features.Write(_raw);
        for (var i = 0; i < _raw.Length; i++)
            _row[i] = float.IsNaN(_raw[i]) ? 0 : Math.Clamp(_raw[i], -MostFeature, MostFeature);
        var at = _raw.Length;
        at = Harmonics(Next, _hour, HourHarmonics, at);
        at = Harmonics(Next, _day, DayHarmonics, at);
        _row[at] = 1;
    }

    private int Harmonics(long window, int period, int count, int at)
    {
        var angle = 2 * Math.PI * ((window % period + period) % period) / period;
        for (var n = 1; n <= count; n++) (_row[at++], _row[at++]) = Math.SinCos(n * angle);
        return at;
    }
}
