using AquaTope.Models.Pools.Policies.Trackers;

namespace AquaTope.Models.Pools.Policies;

/// <summary>
/// A policy that looks at the last windows and remembers nothing else: the same windows always get the same target.
/// </summary>
/// <param name="name">The name it is called by.</param>
/// <param name="history">How many windows it looks at, at least one.</param>
public abstract class WindowPolicy(string name, int history) : IPrewarmPolicy
{
    public string Name { get; } = name;

    /// <summary>How many windows it looks at.</summary>
    public int History { get; } = history;

    /// <summary>Containers to have ready at the start of the next window.</summary>
    /// <param name="demand">
    /// Containers needed in the last windows, oldest first, the one just closed last: as many as
    /// <see cref="History"/>, or fewer while less has been seen.
    /// </param>
    /// <param name="outlook">What else is known.</param>
    public abstract int Target(ReadOnlySpan<int> demand, in PoolOutlook outlook);

    public IPoolTracker Track() => new Tracker(this);

    /// <summary>Need is the share of the windows looked at that needed as many.</summary>
    private sealed class Tracker(WindowPolicy policy) : IPoolTracker
    {
        private readonly RecentDemand _recent = new(policy.History);

        public void Observe(int demand) => _recent.Add(demand);

        public int Target(in PoolOutlook outlook) => policy.Target(_recent.Windows, outlook);

        public double Need(int containers) => _recent.ShareAtLeast(containers);
    }
}
