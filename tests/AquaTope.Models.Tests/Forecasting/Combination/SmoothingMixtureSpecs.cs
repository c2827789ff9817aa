using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Forecasting.Combination;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Forecasting.Combination;

public sealed class SmoothingMixtureSpecs
{
    private static readonly WindowLength FiveMinutes = WindowLength.FromSeconds(300);

    [Fact]
    public void Where_one_smoother_is_right_the_mean_of_all_errs_hardly_more()
    {
        var demand = Growing(windows: 4000);

        var mixed = Error(new SmoothingMixture(FiveMinutes, new WindowIndex(0)), demand);
        var chosen = Error(new SmoothingCursor(FiveMinutes, new WindowIndex(0)), demand);

        mixed.ShouldBeLessThan(1.01 * chosen);
    }

    [Fact]
    public void Quantiles_are_in_order_from_the_first_window_on()
    {
        var cursor = new SmoothingMixture(FiveMinutes, new WindowIndex(0));
        var quantiles = new double[QuantileLevels.Count];
        foreach (var demand in Growing(windows: 700))
        {
            cursor.Predict(quantiles);
            quantiles.ShouldBeInOrder();
            quantiles[0].ShouldBeGreaterThanOrEqualTo(0);
            cursor.Observe(demand);
        }
    }

    [Fact]
    public void An_hourly_season_is_learned()
    {
        var cursor = new SmoothingMixture(FiveMinutes, new WindowIndex(0));
        var quantiles = new double[QuantileLevels.Count];
        for (var i = 0; i < 1200; i++) cursor.Observe(i % 12 == 0 ? 500 : 20);

        cursor.Predict(quantiles);
        quantiles[QuantileLevels.Median].ShouldBe(500, 25);
    }

    // Grows fortyfold, and errs by up to a fifth at random.
    private static int[] Growing(int windows)
    {
        var random = new CounterRandom(9);
        return [.. Enumerable.Range(0, windows).Select(i =>
            (int)(50 * Math.Exp(3.7 * i / windows) * (0.8 + 0.4 * random.Uniform((ulong)i, 0))))];
    }

    private static double Error(IForecastCursor cursor, int[] demand)
    {
        var (sum, quantiles) = (0.0, new double[QuantileLevels.Count]);
        for (var i = 0; i < demand.Length; i++)
        {
            cursor.Predict(quantiles);
            if (i >= demand.Length / 2) sum += Math.Abs(demand[i] - quantiles[QuantileLevels.Median]);
            cursor.Observe(demand[i]);
        }
        return sum;
    }
}
