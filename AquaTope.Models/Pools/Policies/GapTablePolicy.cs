using AquaTope.Models.Pools.Policies.Trackers;

namespace AquaTope.Models.Pools.Policies;

/// <summary>
/// A table of what the next window needed by how long the function had been idle and what it needed last: a plain
/// renewal model. As many containers are ready as are exceeded with a chance of at most a twentieth.
/// </summary>
public sealed class GapTablePolicy : IPrewarmPolicy
{
    /// <summary>The name it is called by.</summary>
    public const string DefaultName = "gap-table";

    /// <summary>The chance of being needed above which a container is kept.</summary>
    internal const double Threshold = 0.05;

    public string Name => DefaultName;

    public IPoolTracker Track() => new GapTableTracker();
}
