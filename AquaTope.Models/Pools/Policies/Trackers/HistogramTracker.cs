using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Pools.Policies.Trackers;

/// <summary>One function under <see cref="HistogramPolicy"/>.</summary>
internal sealed class HistogramTracker : IPoolTracker
{
    private readonly HybridHistogram _idleTimes;
    private readonly RecentDemand _recent;
    private (int From, int Until)? _plan = (0, 0);
    private int _idle = -1;
    private int _lastBusy;

    /// <param name="window">The length of a window.</param>
    public HistogramTracker(WindowLength window)
    {
        _idleTimes = new HybridHistogram(window);
        _recent = new RecentDemand(_idleTimes.KeepAlive);
    }

    public void Observe(int demand)
    {
        _recent.Add(demand);
        if (demand == 0)
        {
            _idle++;
            return;
        }
        if (_idle > 0) _idleTimes.Add(_idle);
        _idle = 0;
        _lastBusy = demand;
        _plan = _idleTimes.Plan();
    }

    /// <summary>
    /// A container is ready in the window after <c>idle</c> windows without use, from the first planned idle time to
    /// the last.
    /// </summary>
    public int Target(in PoolOutlook outlook)
    {
        if (_idle < 0) return 0;
        if (_plan is not { } plan) return KeepAlivePolicy.Highest(_recent.Windows, _idleTimes.KeepAlive);
        return _idle >= plan.From && _idle <= plan.Until ? _lastBusy : 0;
    }

    public double Need(int containers) => containers > _lastBusy ? 0 : 1.0 / (1 + _idle);
}
