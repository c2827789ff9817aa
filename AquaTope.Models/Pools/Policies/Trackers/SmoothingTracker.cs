namespace AquaTope.Models.Pools.Policies.Trackers;

/// <summary>One function under <see cref="SmoothingPolicy"/>.</summary>
internal sealed class SmoothingTracker : IPoolTracker
{
    private const double Damping = 0.9;

    // Below this an expectation is what smoothing leaves of uses long ago, which never ends by itself.
    private const double Vanished = 0.05;

    private static readonly (double Level, double Trend)[] Parameters =
        [(0.05, 0), (0.1, 0), (0.3, 0), (0.6, 0), (0.9, 0), (0.1, 0.05), (0.3, 0.1), (0.6, 0.2)];

    private readonly double[] _level = new double[Parameters.Length];
    private readonly double[] _trend = new double[Parameters.Length];
    private readonly double[] _squaredError = new double[Parameters.Length];
    private bool _started;

    public void Observe(int demand)
    {
        for (var i = 0; i < Parameters.Length; i++)
        {
            if (!_started)
            {
                _level[i] = demand;
                continue;
            }
            var expected = Expected(i);
            var error = demand - expected;
            _squaredError[i] += error * error;
            _level[i] = expected + Parameters[i].Level * error;
            _trend[i] = Damping * _trend[i] + Parameters[i].Trend * error;
        }
        _started = true;
    }

    public int Target(in PoolOutlook outlook) => (int)Math.Clamp(Math.Ceiling(Best() - Vanished), 0, int.MaxValue);

    public double Need(int containers) => Math.Clamp(Best() - (containers - 1), 0, 1);

    private double Best()
    {
        var best = 0;
        for (var i = 1; i < Parameters.Length; i++)
            if (_squaredError[i] < _squaredError[best])
                best = i;
        return Expected(best);
    }

    private double Expected(int parameters) => _level[parameters] + Damping * _trend[parameters];
}
