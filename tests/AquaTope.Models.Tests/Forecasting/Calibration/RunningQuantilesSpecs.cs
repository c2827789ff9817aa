using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Calibration;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Tests.Forecasting.Calibration;

public sealed class RunningQuantilesSpecs
{
    [Fact]
    public void Quantiles_of_a_skewed_stream_are_found()
    {
        var (random, running) = (new CounterRandom(8), new RunningQuantiles());
        for (var i = 0; i < 20_000; i++) running.Observe(-Math.Log(random.Uniform((ulong)i, 0)));

        foreach (var level in (double[])[0.1, 0.5, 0.9, 0.95])
            running[QuantileLevels.All.IndexOf(level)].ShouldBe(-Math.Log(1 - level), 0.25);
    }

    [Fact]
    public void Forecasts_that_are_too_narrow_are_widened_until_they_hold()
    {
        var (random, calibration) = (new CounterRandom(8), new AdaptiveCalibration());
        var (low, high) = (QuantileLevels.All.IndexOf(0.05), QuantileLevels.All.IndexOf(0.95));
        var (within, counted) = (0, 0);
        var quantiles = new double[QuantileLevels.Count];
        for (var i = 0; i < 6000; i++)
        {
            Array.Fill(quantiles, 100);
            calibration.Apply(quantiles);
            var demand = (int)(50 + 100 * random.Uniform((ulong)i, 0));
            if (i >= 3000)
            {
                counted++;
                if (quantiles[low] <= demand && demand <= quantiles[high]) within++;
            }
            calibration.Observe(quantiles, demand);
        }

        ((double)within / counted).ShouldBe(0.9, 0.03);
    }
}
