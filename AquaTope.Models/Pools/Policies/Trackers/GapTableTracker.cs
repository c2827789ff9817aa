using AquaTope.Models.Pools.Learning;

namespace AquaTope.Models.Pools.Policies.Trackers;

/// <summary>
/// One function under <see cref="GapTablePolicy"/>. What was seen after the same gap and the same last demand is
/// smoothed with what was seen after the same gap, and that with what was seen at all.
/// </summary>
internal sealed class GapTableTracker : IPoolTracker
{
    private const int Gaps = 32;
    private const int Lasts = 4;
    private const double Strength = 2;

    private readonly Counts _all = new();
    private readonly Counts?[] _byGap = new Counts?[Gaps];
    private readonly Counts?[] _byGapAndLast = new Counts?[Gaps * Lasts];
    private double[] _chances = [];
    private int _gap = -1;
    private int _last;
    private int _levels;

    public void Observe(int demand)
    {
        var level = 0;
        for (var first = 1; demand >= first; first += DemandModel.Width(first)) level++;
        if (_gap >= 0)
        {
            _all.Add(level);
            (_byGap[GapClass] ??= new Counts()).Add(level);
            (_byGapAndLast[Context] ??= new Counts()).Add(level);
        }
        _levels = Math.Max(_levels, level);
        _gap = demand > 0 ? 0 : _gap + 1;
        if (demand > 0) _last = level;
        Estimate();
    }

    public int Target(in PoolOutlook outlook) => DemandModel.MostAbove(Chances, GapTablePolicy.Threshold);

    public double Need(int containers) => DemandModel.AtLeast(Chances, containers);

    private ReadOnlySpan<double> Chances => _chances.AsSpan(0, _levels);

    // Single windows up to eight, then classes an eighth wide up to an hour, then one.
    private int GapClass =>
        Math.Min(Gaps - 1, _gap < 8 ? _gap : 8 + (int)(8 * Math.Log2(_gap / 8.0)));

    private int Context => GapClass * Lasts + Math.Clamp(_last, 1, Lasts) - 1;

    private void Estimate()
    {
        if (_chances.Length < _levels) Array.Resize(ref _chances, _levels);
        var gap = _byGap[GapClass];
        var context = _byGapAndLast[Context];
        var bound = 1.0;
        for (var level = 1; level <= _levels; level++)
        {
            var chance = _all.Smoothed(level, level <= _last ? 0.5 : 0);
            if (gap is not null) chance = gap.Smoothed(level, chance);
            if (context is not null) chance = context.Smoothed(level, chance);
            bound = Math.Min(bound, chance);
            _chances[level - 1] = bound;
        }
    }

    /// <summary>How often each level came next.</summary>
    private sealed class Counts
    {
        private int[] _atLeast = [];
        private int _total;

        public void Add(int level)
        {
            if (_atLeast.Length < level) Array.Resize(ref _atLeast, level);
            for (var i = 0; i < level; i++) _atLeast[i]++;
            _total++;
        }

        public double Smoothed(int level, double prior)
        {
            var times = level <= _atLeast.Length ? _atLeast[level - 1] : 0;
            return (times + Strength * prior) / (_total + Strength);
        }
    }
}
