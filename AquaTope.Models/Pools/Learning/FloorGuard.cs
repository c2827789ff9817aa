using System.Runtime.CompilerServices;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Pools.Policies.Trackers;

namespace AquaTope.Models.Pools.Learning;

/// <summary>
/// Keeps what was learned from costing more than simple rules would have: it accounts what the learned decisions and
/// each rule's came to, follows the best rule while the learned decisions are clearly worse than it, and the learned
/// ones again once they are no worse.
/// </summary>
/// <remarks>
/// The rules are keep-alives, and the quantile of a forecast where there is one. All are accounted all the time,
/// whoever is followed, so that none has to be tried to be known: following the leader over a discounted past. While
/// the learned decisions are followed their discounted cost exceeds the best rule's by at most a tenth and
/// <see cref="Patience"/> cold starts, by construction.
/// </remarks>
/// <param name="keepAlives">The keep-alives in windows, rising.</param>
internal sealed class FloorGuard(IReadOnlyList<int> keepAlives)
{
    /// <summary>How much worse, in cold starts, what was learned may turn out before it is given up.</summary>
    public const double Patience = 4;

    /// <summary>What a window still counts one window later: half after four hours of minutes.</summary>
    private const double Fading = 0.9971;

    private const double Margin = 1.1;
    private const int Learned = 0;

    private readonly RecentDemand _recent = new(keepAlives[^1]);

    // The learned decision, one for each keep-alive, and the forecast's.
    private readonly int[] _proposed = new int[keepAlives.Count + 2];
    private readonly double[] _costs = new double[keepAlives.Count + 2];

    /// <summary>The discounted cost of each decision that is accounted: the learned one's first.</summary>
    public ReadOnlySpan<double> Costs => _costs;

    /// <summary>Whose decision is followed, by its place among <see cref="Costs"/>.</summary>
    public int Followed { get; private set; } = Learned;

    /// <summary>Takes over what was accounted.</summary>
    public void Recall(IReadOnlyList<double> costs, int followed)
    {
        if (costs.Count != _costs.Length)
            throw new ArgumentException($"{costs.Count} costs of {_costs.Length} rules.", nameof(costs));
        for (var i = 0; i < _costs.Length; i++) _costs[i] = costs[i];
        Followed = followed;
    }

    /// <summary>Chooses for the next window.</summary>
    /// <param name="learned">Containers to have ready by what was learned.</param>
    /// <param name="forecast">By a forecast; where there is none, the longest keep-alive stands in.</param>
    [MethodImpl(Compiled.AtOnce)]
    public int Choose(int learned, int? forecast)
    {
        _proposed[Learned] = learned;
        for (var i = 0; i < keepAlives.Count; i++)
            _proposed[i + 1] = KeepAlivePolicy.Highest(_recent.Windows, keepAlives[i]);
        _proposed[^1] = forecast ?? _proposed[^2];
        return _proposed[Followed];
    }

    /// <summary>Accounts the window that has just closed, and decides whom to follow.</summary>
    /// <param name="demand">Containers it needed.</param>
    /// <param name="idle">
    /// The price of a container held idle for the window, where that and a cold start's together are one.
    /// </param>
    [MethodImpl(Compiled.AtOnce)]
    public void Settle(int demand, double idle)
    {
        _recent.Add(demand);
        var best = Learned + 1;
        for (var i = 0; i < _costs.Length; i++)
        {
            var surplus = _proposed[i] - demand;
            _costs[i] = Fading * _costs[i] + (surplus > 0 ? idle * surplus : (idle - 1) * surplus);
            if (i > best && _costs[i] < _costs[best]) best = i;
        }
        if (_costs[Learned] <= _costs[best]) Followed = Learned;
        else if (Followed != Learned || _costs[Learned] > Margin * _costs[best] + Patience * (1 - idle))
            Followed = best;
    }

    /// <summary>Takes in the first window, for which nobody could propose anything.</summary>
    public void Begin(int demand) => _recent.Add(demand);
}
