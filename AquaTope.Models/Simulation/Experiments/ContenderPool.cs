using AquaTope.Models.Forecasting;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>One series' pool under one contender.</summary>
/// <param name="contender">Who decides.</param>
/// <param name="lead">
/// The pool under the contender that learns the series for this one too, if there is one; it is told first.
/// </param>
internal sealed class ContenderPool(Contender contender, ContenderPool? lead)
{
    private IPoolTracker? _tracker;

    /// <summary>Containers ready at the start of the next window.</summary>
    public int Ready { get; set; }

    /// <summary>Takes in a window: the one that closed, or to who foresees, the one that comes.</summary>
    public void Observe(int demand)
    {
        if (_tracker is null && demand == 0) return;
        _tracker ??= lead is null ? contender.Track() : contender.TrackBeside(lead._tracker!);
        _tracker.Observe(demand);
    }

    /// <summary>What the contender wants ready in the next window.</summary>
    public PoolWish Wish(double memoryMegabytes, Forecast? forecast = null) => _tracker is null
        ? default
        : new PoolWish(
            _tracker.Target(new PoolOutlook(Ready, memoryMegabytes, forecast)), memoryMegabytes, _tracker);
}
