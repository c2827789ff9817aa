using AquaTope.Models.Optimization.Acquisition;
using AquaTope.Models.Optimization.BlackBox;
using AquaTope.Models.Optimization.Gaussian;

namespace AquaTope.Models.Tests.Optimization.Acquisition;

public sealed class AcquisitionMaximizerSpecs
{
    private static readonly double[] Top = [0.313, 0.771];

    [Fact]
    public void The_top_is_found_within_the_cube()
    {
        var point = Maximizer(PointSpace.Continuous(2)).Maximize(new Hill(), [], [], 0)!;

        point[0].ShouldBe(Top[0], 1e-3);
        point[1].ShouldBe(Top[1], 1e-3);
    }

    [Fact]
    public void On_a_grid_the_best_point_of_the_grid_is_found()
    {
        // Rounding the top itself gives (0.3, 0.75), which the slanted hill values less than its neighbour.
        var space = new PointSpace([10, 4]);
        double[][] grid =
        [
            .. from i in Enumerable.Range(0, 11)
            from j in Enumerable.Range(0, 5)
            select (double[])[i / 10.0, j / 4.0]
        ];
        var best = grid.MaxBy(point => new Hill().Evaluate(point, []))!;

        Maximizer(space).Maximize(new Hill(), [], [], 0)!.ShouldBe(best);
    }

    [Fact]
    public void Continuous_coordinates_follow_those_of_the_grid()
    {
        var point = Maximizer(new PointSpace([0, 4])).Maximize(new Hill(), [], [], 0)!;

        point[1].ShouldBe(0.75);
        var best = Enumerable.Range(0, 1001).Select(i => i / 1000.0).MaxBy(x => new Hill().Evaluate([x, 0.75], []));
        point[0].ShouldBe(best, 2e-3);
    }

    [Fact]
    public void A_taken_point_is_passed_over_until_none_is_left()
    {
        var space = new PointSpace([1, 1]);
        var maximizer = Maximizer(space);
        var taken = new List<double[]>();
        while (maximizer.Maximize(new Hill(), [], taken, taken.Count) is { } point) taken.Add(point);

        taken.Count.ShouldBe(4);
        taken.Select(point => (point[0], point[1])).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void The_confident_mean_keeps_a_margin_from_the_constraint_and_has_the_gradient_of_its_differences()
    {
        double[][] points = [.. Enumerable.Range(0, 9).Select(i => (double[])[i / 8.0])];
        var hyperparameters = new Hyperparameters([0.5], 1, 1e-3, 0);
        var objective = GaussianProcess.Condition(
            KernelShape.Matern52, hyperparameters, points, [.. points.Select(point => -point[0])]);
        var constraint = GaussianProcess.Condition(
            KernelShape.Matern52, hyperparameters, points, [.. points.Select(point => point[0] - 0.6)]);
        var mean = new ConfidentMean(objective, [constraint], 2);

        var best = Maximizer(PointSpace.Continuous(1)).Maximize(mean, [], [], 0)!;

        var belief = constraint.Predict(best);
        (belief.Mean + 2 * belief.Deviation).ShouldBe(0, 0.01);
        foreach (var at in (double[])[0.3, 0.65, 0.9])
        {
            var gradient = new double[1];
            mean.Evaluate([at], gradient).ShouldBe(mean.Evaluate([at], []));
            var difference = (mean.Evaluate([at + 1e-6], []) - mean.Evaluate([at - 1e-6], [])) / 2e-6;
            gradient[0].ShouldBe(difference, 1e-4 * (1 + Math.Abs(difference)));
        }
    }

    private static AcquisitionMaximizer Maximizer(PointSpace space) => new(space, new MaximizerOptions(), 1);

    // Slanted, so that what is best for one coordinate depends on the other.
    private sealed class Hill : IAcquisition
    {
        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            var (x, y) = (point[0] - Top[0], point[1] - Top[1]);
            if (!gradient.IsEmpty)
            {
                gradient[0] = -2 * x - 1.6 * y;
                gradient[1] = -2 * y - 1.6 * x;
            }
            return -x * x - y * y - 1.6 * x * y;
        }

        public void Choose(ReadOnlySpan<double> point)
        {
        }
    }
}
