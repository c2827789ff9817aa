using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Backtesting;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Tests.Forecasting.Backtesting;

public sealed class CountTransformSpecs
{
    [Fact]
    public void A_count_lies_over_its_step_of_the_distribution()
    {
        var place = CountTransform.Of([0.2, 0.4, 0.6, 0.8], [0, 1, 2, 5], demand: 1);

        place.From.ShouldBe(0.3, 1e-12);
        place.To.ShouldBe(0.5, 1e-12);
        place.ShareBelow(0.25).ShouldBe(0);
        place.ShareBelow(0.45).ShouldBe(0.75, 1e-12);
        place.ShareBelow(0.9).ShouldBe(1);
    }

    [Fact]
    public void Nothing_lies_below_no_demand() => CountTransform.Of([0.2, 0.8], [0, 3], demand: 0).From.ShouldBe(0);

    [Fact]
    public void A_demand_beyond_all_quantiles_lies_below_no_level_and_one_before_them_below_every()
    {
        CountTransform.Of([0.2, 0.8], [4, 6], demand: 9).ShareBelow(0.99).ShouldBe(0);
        CountTransform.Of([0.2, 0.8], [4, 6], demand: 1).ShareBelow(0.01).ShouldBe(1);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.7)]
    [InlineData(3)]
    [InlineData(40)]
    public void The_true_distribution_of_counts_has_at_each_level_as_much_below_it_as_it_says(double mean)
    {
        var levels = QuantileLevels.All;
        double[] quantiles = [.. levels.ToArray().Select(level => (double)Poisson(mean, level))];
        var random = new CounterRandom(17);
        var below = new double[levels.Length];
        const int Windows = 20_000;
        for (var i = 0; i < Windows; i++)
        {
            var place = CountTransform.Of(levels, quantiles, Poisson(mean, random.Uniform((ulong)i, 0)));
            for (var k = 0; k < below.Length; k++) below[k] += place.ShareBelow(levels[k]) / Windows;
        }

        // Between the levels that quantiles are known at, steps of the distribution can only be guessed.
        for (var k = 0; k < below.Length; k++) below[k].ShouldBe(levels[k], 0.03);
    }

    // The least count whose chance of not being exceeded reaches the level.
    private static int Poisson(double mean, double level)
    {
        var (count, probability) = (0, Math.Exp(-mean));
        for (var sum = probability; sum < level; sum += probability) probability *= mean / ++count;
        return count;
    }
}
