using AquaTope.Models.Pools.Policies;
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
/// been, or that its containers are no typical ones. A pool without demand for as long as demand
/// is retained begins anew as well.
/// </remarks>
/// <param name="policy">Who decides.</param>
/// <param name="retention">Windows of demand that the state retains.</param>
/// <param name="settings">What makes the policy the one it is, where decisions are to be kept with it.</param>
public sealed class PoolFollower(IPrewarmPolicy policy, int retention, PolicySettings? settings = null)
{
    private IPoolTracker? _tracker;
    private WindowIndex _through;

    /// <summary>What decisions are kept with; <see langword="null"/> where they are kept without.</summary>
    public PolicySettings? Settings { get; } = settings;

    /// <summary>The first window that the tracker was told of, once there is one.</summary>
    public WindowIndex Since { get; private set; }

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
            var known = demand.UpTo(last, retention).AsSpan().TrimStart(0);
            Since = new WindowIndex(last.Value + 1 - known.Length);
            foreach (var containers in known) _tracker.Observe(containers);
        }
        else
        {
            Tell(demand, _through.Next, last);
        }
        _through = last;
        return _tracker;
    }

    /// <summary>
    /// Puts the tracker back to where it stood once: told of these windows, and with what it had learned besides.
    /// </summary>
    /// <param name="demand">The demand of all of these windows at least.</param>
    /// <param name="since">The first window it had been told of.</param>
    /// <param name="through">The last.</param>
    /// <param name="memory">What it had learned besides.</param>
    public void Return(DemandSeries demand, WindowIndex since, WindowIndex through, PolicyMemory? memory)
    {
        (_tracker, Since, _through) = (policy.Track(), since, through);
        Tell(demand, since, through);
        if (memory is not null) _tracker.Recall(memory);
    }

    /// <summary>
    /// A window that was already told of has changed: what was learned of it is dropped with all else.
    /// </summary>
    public void Correct(WindowIndex window)
    {
        if (_tracker is not null && window <= _through) _tracker = null;
    }

    // Window by window, since those without demand between two that have some are not in the series' own list.
    private void Tell(DemandSeries demand, WindowIndex first, WindowIndex last)
    {
        for (var window = first; window <= last; window = window.Next) _tracker!.Observe(demand[window]);
    }
}
