using AquaTope.Models.Optimization.Gaussian;

namespace AquaTope.Models.Tests.Optimization.Gaussian;

public sealed class BoxMinimizerSpecs
{
    [Fact]
    public void The_bottom_of_a_curved_valley_is_found()
    {
        double[] point = [-1.2, 1];

        var value = new BoxMinimizer([-2, -2], [2, 2]) { Tolerance = 1e-16 }.Minimize(Rosenbrock, point, 200);

        value.ShouldBe(0, 1e-10);
        point[0].ShouldBe(1, 1e-4);
        point[1].ShouldBe(1, 1e-4);
    }

    [Fact]
    public void A_minimum_outside_the_box_is_met_at_its_bound()
    {
        double[] point = [0.2, 0.2];

        new BoxMinimizer([0, 0], [0.5, 2]) { Tolerance = 1e-16 }.Minimize(Rosenbrock, point, 200);

        point[0].ShouldBe(0.5);
        point[1].ShouldBe(0.25, 1e-4);
    }

    [Fact]
    public void Where_there_is_no_value_the_step_is_shortened()
    {
        double[] point = [3];

        // The logarithm has none below zero, where the first steps lead.
        new BoxMinimizer([-10], [10]) { FirstStep = 10, Tolerance = 1e-16 }.Minimize(
            (at, gradient) =>
            {
                gradient[0] = 1 - 1 / at[0];
                return at[0] - Math.Log(at[0]);
            },
            point, 100);

        point[0].ShouldBe(1, 1e-5);
    }

    private static double Rosenbrock(ReadOnlySpan<double> at, Span<double> gradient)
    {
        var (x, valley) = (at[0], at[1] - at[0] * at[0]);
        gradient[0] = -2 * (1 - x) - 400 * x * valley;
        gradient[1] = 200 * valley;
        return (1 - x) * (1 - x) + 100 * valley * valley;
    }
}
