using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Pools.Policies.Trackers;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>
/// What a replay puts to the test: a policy, which sees the past alone, or the oracle, which is shown the future.
/// </summary>
public abstract class Contender
{
    private protected Contender(string name) => Name = name;

    /// <summary>The name of the oracle.</summary>
    public const string OracleName = "oracle";

    /// <summary>
    /// Perfect foresight: every window finds exactly the containers it needs, but for the first of the trace, before
    /// which nothing can be decided. A bound that no policy can beat, and no <see cref="IPrewarmPolicy"/>: it cannot
    /// be run live.
    /// </summary>
    public static Contender Oracle { get; } = new PerfectForesight();

    /// <summary>The name by which results call it.</summary>
    public string Name { get; }

    /// <summary>Whether it is shown the demand of the window it decides about.</summary>
    internal virtual bool Foresees => false;

    /// <summary>Who forecasts each series for it; <see langword="null"/> where nobody does.</summary>
    internal virtual FleetForecaster? Forecaster => null;

    /// <summary>A policy as it would run live.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="name">Another name, where several differ in their settings alone.</param>
    /// <param name="forecaster">Who forecasts for it, where somebody does.</param>
    public static Contender Of(IPrewarmPolicy policy, string? name = null, FleetForecaster? forecaster = null) =>
        new Online(policy, name ?? policy.Name, forecaster);

    /// <summary>Follows the pool of one more series, from its first window with demand on.</summary>
    internal abstract IPoolTracker Track();

    /// <summary>Whether one tracker can learn for both.</summary>
    internal virtual bool LearnsAs(Contender other) => false;

    /// <summary>Follows the pool with what the tracker of one that <see cref="LearnsAs"/> it learns.</summary>
    internal virtual IPoolTracker TrackBeside(IPoolTracker lead) => Track();

    private sealed class Online(IPrewarmPolicy policy, string name, FleetForecaster? forecaster) : Contender(name)
    {
        internal override FleetForecaster? Forecaster => forecaster;

        private IPrewarmPolicy Policy => policy;

        internal override IPoolTracker Track() => policy.Track();

        internal override bool LearnsAs(Contender other) =>
            policy is AquaTopePolicy && other is Online { Policy: AquaTopePolicy } && other.Forecaster == Forecaster;

        internal override IPoolTracker TrackBeside(IPoolTracker lead) => policy is AquaTopePolicy aquaTope
            ? ((AquaTopeTracker)lead).Beside(aquaTope)
            : base.TrackBeside(lead);
    }

    private sealed class PerfectForesight() : Contender(OracleName)
    {
        internal override bool Foresees => true;

        internal override IPoolTracker Track() => new Seer();
    }

    /// <summary>It is told of each window before it begins, and wants what that needs.</summary>
    private sealed class Seer : IPoolTracker
    {
        private int _next;

        public void Observe(int demand) => _next = demand;

        public int Target(in PoolOutlook outlook) => _next;

        public double Need(int containers) => containers <= _next ? 1 : 0;
    }
}
