using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Tests.Tuning;

/// <summary>
/// Execution times as functions have them: log-normal about 0.2 s, and now and then a straggler that takes three times
/// as long.
/// </summary>
internal sealed class ExecutionTimes(ulong seed, double spread, double stragglers)
{
    private readonly CounterRandom _chance = new(seed);
    private uint _run;

    /// <summary>The next times, in order.</summary>
    /// <param name="count">How many.</param>
    /// <param name="factor">By how much the function has become slower.</param>
    public TimeSpan[] Next(int count, double factor = 1)
    {
        var times = new TimeSpan[count];
        for (var i = 0; i < count; i++, _run++)
        {
            var straggles = _chance.Uniform(_run, 9) < stragglers;
            times[i] = TimeSpan.FromSeconds(
                0.2 * factor * Math.Exp(spread * _chance.Normal(_run, 0)) * (straggles ? 3 : 1));
        }
        return times;
    }
}
