using AquaTope.Models.Pools;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>
/// What a replay puts to the test: a policy, which sees the past alone, or the oracle, which is shown the future.
/// </summary>
public abstract class Contender
{
    private protected Contender(string name, int history)
    {
        Name = name;
        History = history;
    }

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

    /// <summary>How many past windows it needs to be shown.</summary>
    internal int History { get; }

    /// <summary>A policy as it would run live.</summary>
    public static Contender Of(IPrewarmPolicy policy) => new Online(policy);

    /// <summary>Decides a block of windows.</summary>
    /// <param name="demand">Containers needed: what is remembered of the windows before, then those of the
    /// block.</param>
    /// <param name="isFirst">Whether the block begins with the first window of the trace.</param>
    /// <param name="ready">
    /// One value more than the block has windows: containers ready at the start of each, and of the window after the
    /// last. The first is given, the others are decided.
    /// </param>
    internal abstract void Decide(ReadOnlySpan<int> demand, bool isFirst, Span<int> ready);

    private sealed class Online(IPrewarmPolicy policy) : Contender(policy.Name, policy.History)
    {
        internal override void Decide(ReadOnlySpan<int> demand, bool isFirst, Span<int> ready)
        {
            var remembered = demand.Length - (ready.Length - 1);
            for (var i = 0; i + 1 < ready.Length; i++)
            {
                var end = remembered + i + 1;
                var seen = demand[Math.Max(0, end - History)..end];
                ready[i + 1] = policy.Target(new PoolOutlook(seen, ready[i]));
            }
        }
    }

    private sealed class PerfectForesight() : Contender(OracleName, history: 0)
    {
        internal override void Decide(ReadOnlySpan<int> demand, bool isFirst, Span<int> ready)
        {
            demand[^(ready.Length - 1)..].CopyTo(ready);
            if (isFirst) ready[0] = 0;
            ready[^1] = 0;
        }
    }
}
