namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>
/// Exponential smoothing with additive errors and, if asked for, an additive season: Holt and Winters' method without a
/// trend, ETS(A,N,N) or ETS(A,N,A).
/// </summary>
internal sealed class SmoothingModel
{
    private readonly double _levelRate;
    private readonly double _seasonRate;
    private readonly double[] _season;
    private double _level;
    private int _seen;

    /// <param name="levelRate">The share of an error that moves the level.</param>
    /// <param name="seasonRate">The share of the rest that moves the season.</param>
    /// <param name="period">Windows in a season; 1 for none.</param>
    public SmoothingModel(double levelRate, double seasonRate, int period)
    {
        _levelRate = levelRate;
        _seasonRate = seasonRate;
        _season = period > 1 ? new double[period] : [];
    }

    /// <summary>The next value.</summary>
    public double Forecast => _season.Length == 0 ? _level : _level + _season[_seen % _season.Length];

    /// <summary>Learns the next value.</summary>
    public void Observe(double value)
    {
        var error = value - Forecast;
        // Levels start as plain means, and a season's first turn is taken as it comes.
        _level += Math.Max(_levelRate, 1.0 / (_seen + 1)) * error;
        if (_season.Length > 0)
        {
            ref var phase = ref _season[_seen % _season.Length];
            if (_seen < _season.Length) phase = value - _level;
            else phase += _seasonRate * (1 - _levelRate) * error;
        }
        _seen++;
    }
}
