using AquaTope.Models.Forecasting;

namespace AquaTope.Models.Tests.Forecasting;

public sealed class ForecastSpecs
{
    [Fact]
    public void Quantiles_between_known_levels_are_interpolated_and_those_outside_are_the_outermost()
    {
        var forecast = Forecast.FromQuantiles(2, [0.25, 0.75], [1, 3]);

        forecast.Quantile(0.5).ShouldBe(2);
        forecast.Quantile(0.01).ShouldBe(1);
        forecast.Quantile(0.99).ShouldBe(3);
    }

    [Fact]
    public void Values_that_cross_are_put_in_order() =>
        Forecast.FromQuantiles(2, [0.25, 0.75], [3, 1]).Quantile(0.25).ShouldBe(1);

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.0, 0.5)]
    [InlineData(0.5, 1.0)]
    [InlineData(double.NaN, 0.5)]
    public void Levels_that_do_not_rise_within_zero_and_one_are_refused(double first, double second) =>
        Should.Throw<ArgumentException>(() => Forecast.FromQuantiles(0, [first, second], [1, 2]));
}
