using AquaTope.Host.Plots;

namespace AquaTope.Host.Tests.Plots;

public sealed class AxisSpecs
{
    [Fact]
    public void Equal_steps_are_marked_at_round_values()
    {
        var axis = Axis.Around("cost", [1.03, 2.4]);

        axis.IsLogarithmic.ShouldBeFalse();
        axis.Ticks().Select(tick => tick.Text).ShouldBe(["1.0", "1.5", "2.0"]);
        axis.PositionOf(axis.Least).ShouldBe(0);
        axis.PositionOf(axis.Most).ShouldBe(1);
    }

    [Fact]
    public void Values_of_several_magnitudes_get_equal_ratios()
    {
        var axis = Axis.Around("cost", [6, 400]);

        axis.IsLogarithmic.ShouldBeTrue();
        axis.Ticks().Select(tick => tick.Text).ShouldBe(["10", "20", "50", "100", "200"]);
        (axis.PositionOf(100) - axis.PositionOf(10)).ShouldBe(axis.PositionOf(200) - axis.PositionOf(20), 1e-12);
    }

    [Fact]
    public void Values_below_zero_get_equal_steps_however_far_apart() =>
        Axis.Around("objective", [-3.3, 400]).IsLogarithmic.ShouldBeFalse();

    [Theory]
    [InlineData]
    [InlineData(5.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(-2.0, -2.0, double.PositiveInfinity)]
    [InlineData(1e-9, 3e-9)]
    [InlineData(-1e6, 2e6)]
    public void Every_value_has_room_and_ticks_lie_within(params double[] values)
    {
        var axis = Axis.Around("x", values);

        axis.Most.ShouldBeGreaterThan(axis.Least);
        values.Where(double.IsFinite).ShouldAllBe(value => axis.Shows(value));
        var ticks = axis.Ticks().ToList();
        ticks.Count.ShouldBeInRange(1, 12);
        ticks.ShouldAllBe(tick => axis.Shows(tick.Value));
        ticks.Select(tick => tick.Text).ShouldBeUnique();
    }
}
