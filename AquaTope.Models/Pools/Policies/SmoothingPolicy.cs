using AquaTope.Models.Pools.Policies.Trackers;

namespace AquaTope.Models.Pools.Policies;

/// <summary>
/// Exponential smoothing with a damped trend, ETS(A, Ad, N): as many containers are ready as it expects, rounded up.
/// The smoothing parameters are, of a few, those that have foretold the function best so far.
/// </summary>
public sealed class SmoothingPolicy : IPrewarmPolicy
{
    /// <summary>The name it is called by.</summary>
    public const string DefaultName = "ets";

    public string Name => DefaultName;

    public IPoolTracker Track() => new SmoothingTracker();
}
