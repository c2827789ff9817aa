namespace AquaTope.Models.Traces;

/// <summary>
/// Estimates from arrivals how many containers a series keeps busy, by Little's law: invocations that arrive at a
/// rate and run for a mean time are on average <c>rate × time</c> at once. A window with arrivals needs at least one
/// container.
/// </summary>
/// <remarks>
/// A run longer than a window keeps its container in the windows it reaches into, so that one invocation never counts
/// as two containers at once. All invocations of a window are taken to arrive at its beginning.
/// </remarks>
internal sealed class RunningContainers
{
    /// <summary>The longest mean run time that makes sense in a trace of a few weeks at most.</summary>
    public static readonly TimeSpan LongestDuration = TimeSpan.FromDays(7);

    private readonly int[] _running;
    private readonly double _remainder;
    private long _inWholeWindows;
    private int _oldest;

    /// <param name="duration">The series' mean run time, at most <see cref="LongestDuration"/>.</param>
    /// <param name="window">The length of a window.</param>
    public RunningContainers(TimeSpan duration, TimeSpan window)
    {
        var windows = duration / window;
        var whole = (int)windows;
        _running = whole == 0 ? [] : new int[whole];
        _remainder = windows - whole;
    }

    /// <summary>The containers busy in each window of the arrivals, which follow on those given before.</summary>
    public void Estimate(ReadOnlySpan<int> arrivals, Span<int> containers)
    {
        for (var i = 0; i < arrivals.Length; i++) containers[i] = Next(arrivals[i]);
    }

    private int Next(int arrivals)
    {
        var ending = arrivals;
        if (_running.Length > 0)
        {
            ending = _running[_oldest];
            _running[_oldest] = arrivals;
            _oldest = (_oldest + 1) % _running.Length;
            _inWholeWindows += arrivals - ending;
        }

        var busy = (int)Math.Min(int.MaxValue, Math.Ceiling(_inWholeWindows + _remainder * ending));
        return arrivals > 0 ? Math.Max(1, busy) : busy;
    }
}
