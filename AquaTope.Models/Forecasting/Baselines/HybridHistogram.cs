using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>
/// The hybrid histogram of "Serverless in the Wild" (Shahrad et al., ATC 2020): the idle times of a function and, from
/// them, between which idle times its next use is expected.
/// </summary>
/// <remarks>
/// One-minute bins up to four hours. A use is expected from the 5th percentile of idle times, less a tenth, to the
/// 99th, plus a tenth. Where the histogram is not representative - the bins' counts vary by less than a coefficient of
/// 2 - it says nothing, and the standard keep-alive of ten minutes counts; where more than half of the idle times lie
/// beyond the histogram, an autoregressive forecast of the next one does, with a margin of 15 % to either side.
/// </remarks>
internal sealed class HybridHistogram
{
    private const double Head = 0.05;
    private const double Tail = 0.99;
    private const double Margin = 0.1;
    private const double ForecastMargin = 0.15;
    private const double LeastVariation = 2;
    private const double MostBeyond = 0.5;

    private readonly int[] _bins;
    private readonly IdleTimeForecast _forecast = new();
    private int _within;
    private long _squares;
    private int _beyond;

    public HybridHistogram(WindowLength window)
    {
        _bins = new int[Math.Max(1, (int)(TimeSpan.FromHours(4) / window.Duration))];
        KeepAlive = (int)Math.Ceiling(TimeSpan.FromMinutes(10) / window.Duration);
    }

    /// <summary>Windows of the standard keep-alive.</summary>
    public int KeepAlive { get; }

    private bool IsBeyond => _beyond > MostBeyond * (_within + _beyond);

    /// <summary>Counts an idle time that has ended.</summary>
    /// <param name="idle">Its windows.</param>
    public void Add(int idle)
    {
        _forecast.Add(idle);
        if (idle >= _bins.Length)
        {
            _beyond++;
            return;
        }
        _squares += 2 * _bins[idle] + 1;
        _bins[idle]++;
        _within++;
    }

    /// <summary>
    /// The idle times, both included, between which the next use is expected; <see langword="null"/> where the standard
    /// keep-alive counts.
    /// </summary>
    public (int From, int Until)? Plan()
    {
        if (IsBeyond && _forecast.Next is { } next)
            return ((int)(next * (1 - ForecastMargin)), (int)Math.Ceiling(next * (1 + ForecastMargin)));
        if (_within == 0 || Variation() < LeastVariation) return null;
        return ((int)(Percentile(Head) * (1 - Margin)), (int)Math.Ceiling(Percentile(Tail) * (1 + Margin)));
    }

    /// <summary>The share of idle times of just so many windows among all that were at least as long.</summary>
    /// <param name="idle">The windows.</param>
    /// <param name="otherwise">What one more idle time of that length, not seen, is taken to have said.</param>
    public double Hazard(int idle, double otherwise)
    {
        var reached = _beyond;
        for (var bin = idle; bin < _bins.Length; bin++) reached += _bins[bin];
        return ((idle < _bins.Length ? _bins[idle] : 0) + otherwise) / (reached + 1);
    }

    // Of the counts of all bins: high where idle times keep to a few of them.
    private double Variation()
    {
        var mean = (double)_within / _bins.Length;
        return Math.Sqrt(Math.Max(0, (double)_squares / _bins.Length - mean * mean)) / mean;
    }

    private int Percentile(double level)
    {
        var rank = Math.Max(1, (int)Math.Ceiling(level * _within));
        var seen = 0;
        var bin = 0;
        while (seen + _bins[bin] < rank) seen += _bins[bin++];
        return bin;
    }
}
