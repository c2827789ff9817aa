using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Backtesting;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Tests.Forecasting.Backtesting;

public sealed class ContinuousRankedProbabilitySpecs
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(1.7)]
    public void A_uniform_distribution_has_its_closed_form(double demand)
    {
        // On [0, 1]: y² − y + 1/3, and beyond it as far again as the demand lies outside.
        var inside = Math.Clamp(demand, 0, 1);
        var expected = inside * inside - inside + 1.0 / 3 + Math.Abs(demand - inside);

        ContinuousRankedProbability.Score([1e-9, 1 - 1e-9], [0, 1], demand).ShouldBe(expected, 1e-6);
    }

    [Fact]
    public void A_normal_distribution_comes_near_its_closed_form_on_the_levels_in_use()
    {
        double[] quantiles = [.. QuantileLevels.All.ToArray().Select(StandardNormal.Quantile)];
        // At the mean: 2φ(0) − 1/√π.
        var expected = 2 / Math.Sqrt(2 * Math.PI) - 1 / Math.Sqrt(Math.PI);

        ContinuousRankedProbability.Score(QuantileLevels.All, quantiles, 0).ShouldBe(expected, 0.002);
    }

    [Fact]
    public void A_certain_forecast_is_scored_by_its_absolute_error() =>
        ContinuousRankedProbability.Score([0.5], [3], 10).ShouldBe(7, 1e-12);

    [Fact]
    public void A_jump_between_two_values_is_scored_exactly() =>
        // Half the mass at 0 and half at 2, and 2 came: the integral of (F − 1)² is 1/4 over [0, 2).
        ContinuousRankedProbability.Score([0.25, 0.5, 0.5 + 1e-12, 0.75], [0, 0, 2, 2], 2).ShouldBe(0.5, 1e-9);
}
