using AquaTope.Models.Pools.Policies.Trackers;

namespace AquaTope.Models.Pools.Policies;

/// <summary>
/// A Markov chain over numbers of containers: what followed on the present number before tells what comes next. As many
/// are ready as are expected, rounded up.
/// </summary>
public sealed class MarkovPolicy : IPrewarmPolicy
{
    /// <summary>The name it is called by.</summary>
    public const string DefaultName = "markov";

    public string Name => DefaultName;

    public IPoolTracker Track() => new MarkovTracker();
}
