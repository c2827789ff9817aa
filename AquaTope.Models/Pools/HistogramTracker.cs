namespace AquaTope.Models.Pools;

/// <summary>One function under <see cref="HistogramPolicy"/>.</summary>
internal sealed class HistogramTracker(HistogramPolicy policy) : IPoolTracker
{
    private const double Head = 0.05;
    private const double Tail = 0.99;
    private const double Margin = 0.1;
    private const double ForecastMargin = 0.15;
    private const double LeastVariation = 2;
    private const double MostBeyond = 0.5;

    private readonly int[] _bins = new int[policy.Range];
    private readonly IdleTimeForecast _forecast = new();
    private readonly RecentDemand _recent = new(policy.KeepAlive);
    private int _within;
    private long _squares;
    private int _beyond;
    private int _idle = -1;
    private int _lastBusy;
    private int _from;
    private int _until;

    public void Observe(int demand)
    {
        _recent.Add(demand);
        if (demand == 0)
        {
            _idle++;
            return;
        }
        if (_idle > 0) Count(_idle);
        _idle = 0;
        _lastBusy = demand;
        (_from, _until) = Plan();
    }

    /// <summary>
    /// A container is ready in the window after <c>idle</c> windows without use, from the first planned idle time to
    /// the last.
    /// </summary>
    public int Target(in PoolOutlook outlook)
    {
        if (_idle < 0) return 0;
        if (_until < 0) return KeepAlivePolicy.Highest(_recent.Windows, policy.KeepAlive);
        return _idle >= _from && _idle <= _until ? _lastBusy : 0;
    }

    public double Need(int containers) => containers > _lastBusy ? 0 : 1.0 / (1 + _idle);

    private void Count(int idle)
    {
        _forecast.Add(idle);
        if (idle >= policy.Range)
        {
            _beyond++;
            return;
        }
        _squares += 2 * _bins[idle] + 1;
        _bins[idle]++;
        _within++;
    }

    private (int From, int Until) Plan()
    {
        if (_beyond > MostBeyond * (_within + _beyond) && _forecast.Next is { } next)
            return ((int)(next * (1 - ForecastMargin)), (int)Math.Ceiling(next * (1 + ForecastMargin)));
        if (_within == 0 || Variation() < LeastVariation) return (0, -1);
        return ((int)(Percentile(Head) * (1 - Margin)), (int)Math.Ceiling(Percentile(Tail) * (1 + Margin)));
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
