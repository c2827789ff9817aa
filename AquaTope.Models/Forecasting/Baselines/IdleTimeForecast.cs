namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>
/// Forecasts the next idle time from those before by a first-order autoregression with a constant, the ARIMA(1,0,0) of
/// which the moments are all that need be kept.
/// </summary>
internal sealed class IdleTimeForecast
{
    private int _pairs;
    private double _last;
    private double _sumBefore;
    private double _sumAfter;
    private double _sumSquares;
    private double _sumProducts;
    private bool _any;

    /// <summary>The next idle time in windows, at least 0; <see langword="null"/> before the first.</summary>
    public double? Next
    {
        get
        {
            if (!_any) return null;
            if (_pairs == 0) return _last;
            var (before, after) = (_sumBefore / _pairs, _sumAfter / _pairs);
            var variance = _sumSquares / _pairs - before * before;
            var covariance = _sumProducts / _pairs - before * after;
            var slope = variance > 0 ? Math.Clamp(covariance / variance, -1, 1) : 0;
            return Math.Max(0, after + slope * (_last - before));
        }
    }

    public void Add(int idle)
    {
        if (_any)
        {
            _pairs++;
            _sumBefore += _last;
            _sumAfter += idle;
            _sumSquares += _last * _last;
            _sumProducts += _last * idle;
        }
        _last = idle;
        _any = true;
    }
}
