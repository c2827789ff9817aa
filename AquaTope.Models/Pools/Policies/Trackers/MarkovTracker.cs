namespace AquaTope.Models.Pools.Policies.Trackers;

/// <summary>
/// One function under <see cref="MarkovPolicy"/>. States are single numbers up to 8 and then groups an eighth wide; of
/// each group the mean demand that followed is kept.
/// </summary>
internal sealed class MarkovTracker : IPoolTracker
{
    private const int Single = 8;

    private readonly List<State> _states = [];
    private int _last = -1;

    public void Observe(int demand)
    {
        if (_last >= 0)
        {
            while (_states.Count <= _last) _states.Add(new State());
            _states[_last].Count(demand);
        }
        _last = StateOf(demand);
    }

    public int Target(in PoolOutlook outlook) => (int)Math.Ceiling(Expected);

    public double Need(int containers) => Math.Clamp(Expected - (containers - 1), 0, 1);

    private double Expected => _last >= 0 && _last < _states.Count ? _states[_last].Mean : 0;

    private static int StateOf(int demand)
    {
        if (demand <= Single) return demand;
        return Single + (int)Math.Ceiling(Single * Math.Log2((double)demand / Single));
    }

    private sealed class State
    {
        private long _visits;
        private long _next;

        public double Mean => _visits == 0 ? 0 : (double)_next / _visits;

        public void Count(int next)
        {
            _visits++;
            _next += next;
        }
    }
}
