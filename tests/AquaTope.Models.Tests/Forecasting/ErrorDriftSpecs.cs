using AquaTope.Models.Forecasting;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Tests.Forecasting;

public sealed class ErrorDriftSpecs
{
    private static readonly Forecast Unit = Forecast.FromQuantiles(0.5, [0.05, 0.95], [5, 95]);

    [Fact]
    public void Calibrated_forecasts_raise_no_more_false_alarms_than_stated()
    {
        var (random, drift, alarms) = (new CounterRandom(2), ErrorDrift.Watch(0.95, 1000), 0);
        for (var i = 0; i < 100_000; i++)
        {
            drift = drift.After(Unit, random.Uniform((ulong)i, 0) < 0.05 ? 100 : 50);
            if (!drift.IsDrifting) continue;
            alarms++;
            drift = drift.Reset();
        }

        alarms.ShouldBeInRange(1, 100);
    }

    [Fact]
    public void Errors_that_have_trebled_are_noticed_within_a_hundred_windows()
    {
        var (random, drift, windows) = (new CounterRandom(3), ErrorDrift.Watch(0.95, 1000), 0);
        for (; !drift.IsDrifting; windows++)
            drift = drift.After(Unit, random.Uniform((ulong)windows, 0) < 0.15 ? 100 : 50);

        windows.ShouldBeLessThan(100);
    }

    [Theory]
    [InlineData(0.5, 1000)]
    [InlineData(1, 1000)]
    [InlineData(0.95, 1)]
    public void A_watch_that_makes_no_sense_is_refused(double level, double windows) =>
        Should.Throw<ArgumentOutOfRangeException>(() => ErrorDrift.Watch(level, windows));
}
