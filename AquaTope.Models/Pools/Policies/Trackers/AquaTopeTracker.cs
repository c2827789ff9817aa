using AquaTope.Models.Forecasting;
using AquaTope.Models.Pools.Learning;

namespace AquaTope.Models.Pools.Policies.Trackers;

/// <summary>One function under <see cref="AquaTopePolicy"/>.</summary>
internal sealed class AquaTopeTracker : IPoolTracker
{
    private const double RoundingSlack = 1e-6;

    private readonly AquaTopePolicy _policy;
    private readonly DemandLearner _learner;
    private readonly FloorGuard _guard;
    private readonly bool _leads;
    private double _memoryMegabytes = PoolOutlook.TypicalMegabytes;
    private bool _begun;
    private bool _asked;

    public AquaTopeTracker(AquaTopePolicy policy) : this(policy, new DemandLearner(), leads: true)
    {
    }

    private AquaTopeTracker(AquaTopePolicy policy, DemandLearner learner, bool leads)
    {
        _policy = policy;
        _learner = learner;
        _leads = leads;
        _guard = new FloorGuard(policy.KeepAlives);
    }

    /// <summary>
    /// Follows the same function under another headroom with what this one learns. It is told of every window after
    /// this one, and asked after every window.
    /// </summary>
    public AquaTopeTracker Beside(AquaTopePolicy policy) => new(policy, _learner, leads: false);

    public void Observe(int demand)
    {
        if (_begun)
        {
            // Where nobody asked, it is accounted what the answer would have been.
            if (!_asked) Choose(forecast: null);
            _guard.Settle(demand, _policy.Threshold(_memoryMegabytes));
        }
        else
        {
            _guard.Begin(demand);
        }
        if (_leads) _learner.Observe(demand);
        _begun = true;
        _asked = false;
    }

    public int Target(in PoolOutlook outlook)
    {
        _memoryMegabytes = outlook.MemoryMegabytes;
        _asked = true;
        return Choose(outlook.Forecast);
    }

    public double Need(int containers) => DemandModel.AtLeast(_learner.Chances, containers);

    public PolicyMemory Memory => new([.. _guard.Costs], _guard.Followed, _learner.Trust);

    public void Recall(PolicyMemory memory)
    {
        _guard.Recall(memory.Costs, memory.Followed);
        _learner.Recall(memory.Trust);
    }

    private int Choose(Forecast? forecast)
    {
        if (forecast is not null) _learner.Hear(forecast);
        var threshold = _policy.Threshold(_memoryMegabytes);
        return _guard.Choose(DemandModel.MostAbove(_learner.Chances, threshold), Foretold(forecast, threshold));
    }

    private static int? Foretold(Forecast? forecast, double threshold) => forecast is null
        ? null
        : (int)Math.Clamp(Math.Ceiling(forecast.Quantile(1 - threshold) - RoundingSlack), 0, int.MaxValue);
}
