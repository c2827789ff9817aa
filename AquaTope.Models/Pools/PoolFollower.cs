using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Pools;

/// <summary>
/// A tracker beside the state of a live pool. It lives in memory alone: where it is behind it is told the windows that
/// the state retains, and after a restart it begins anew with the oldest of them.
/// </summary>
/// <remarks>
/// What a rebuilt tracker knows is therefore exactly the retained windows, from the first with demand on. It decides as
/// the one before the restart did unless that one still knew windows that have fallen off since, how good forecasts had
/// been, or that its containers are no typical ones. A pool without demand for as long as demand is retained begins anew
/// as well.
/// </remarks>
/// <param name="policy">Who decides.</param>
/// <param name="retention">Windows of demand that the state retains.</param>
public sealed class PoolFollower(IPrewarmPolicy policy, int retention)
{
    private IPoolTracker? _tracker;
    private WindowIndex _through;

    /// <summary>The policy's name.</summary>
    public string PolicyName { get; } = policy.Name;

    /// <summary>
    /// The tracker, told of every window up to and including <paramref name="last"/>.
    /// </summary>
    /// <param name="demand">What the state retains.</param>
    /// <param name="last">The window just closed.</param>
    public IPoolTracker Follow(DemandSeries demand, WindowIndex last)
    {
        if (_tracker is null || last - _through >= retention)
        {
            _tracker = policy.Track();
            Tell(demand.UpTo(last, retention).AsSpan().TrimStart(0));
        }
        else if (last > _through)
        {
            Tell(demand.UpTo(last, (int)(last - _through)));
        }
        _through = last;
        return _tracker;
    }

    /// <summary>
    /// A window that was already told of has changed: what was learned of it is dropped with all else.
    /// </summary>
    public void Correct(WindowIndex window)
    {
        if (_tracker is not null && window <= _through) _tracker = null;
    }

    private void Tell(ReadOnlySpan<int> demand)
    {
        foreach (var containers in demand) _tracker!.Observe(containers);
    }
}
