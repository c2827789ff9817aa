using AquaTope.Models.Optimization.Acquisition;
using AquaTope.Models.Optimization.Gaussian;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Tests.Optimization.Acquisition;

public sealed class GradientSpecs
{
    private const int Paths = 32;
    private const double Step = 1e-6;

    private static readonly CounterRandom Chance = new(11);

    [Fact]
    public void Noisy_expected_improvement_has_the_gradient_of_its_differences()
    {
        var acquisition = Create((objective, constraints, normals) =>
            NoisyExpectedImprovement.OverFeasible(objective, constraints, normals, 1));

        Compare(acquisition, 1e-5);
    }

    [Fact]
    public void Its_logarithmic_form_has_the_gradient_of_its_differences()
    {
        var acquisition = Create((objective, constraints, normals) =>
            new LogNoisyExpectedImprovement(objective, constraints, normals, 1));

        Compare(acquisition, 1e-5);
        acquisition.Choose([0.9, 0.2, 0.6]);
        Compare(acquisition, 1e-5);
    }

    [Fact]
    public void An_improvement_over_several_worlds_is_their_mean_and_has_the_gradient_of_its_differences()
    {
        IAcquisition[] worlds =
        [
            .. Enumerable.Range(0, 3).Select(world => Create((objective, constraints, normals) =>
                new LogNoisyExpectedImprovement(objective, constraints, normals, 1 - 0.4 * world)))
        ];
        var acquisition = new ImprovementOverWorlds(worlds, 3);

        acquisition.Evaluate([0.93, 0.12, 0.71], []).ShouldBe(
            Math.Log(worlds.Average(world => Math.Exp(world.Evaluate([0.93, 0.12, 0.71], [])))), 1e-12);
        Compare(acquisition, 1e-5);
        acquisition.Choose([0.9, 0.2, 0.6]);
        Compare(acquisition, 1e-5);
    }

    [Theory]
    [InlineData(-50)]
    [InlineData(-39.9)]
    [InlineData(-3)]
    [InlineData(-0.5)]
    [InlineData(2)]
    public void The_slopes_of_the_tail_are_those_of_its_differences(double z)
    {
        NormalTail.LogImprovement(z, out var slope);
        slope.ShouldBe(
            (NormalTail.LogImprovement(z + Step, out _) - NormalTail.LogImprovement(z - Step, out _)) / (2 * Step),
            1e-5 * Math.Abs(slope));
        NormalTail.LogProbability(z, out slope);
        slope.ShouldBe(
            (NormalTail.LogProbability(z + Step, out _) - NormalTail.LogProbability(z - Step, out _)) / (2 * Step),
            1e-5 * Math.Max(Math.Abs(slope), 1e-3));
    }

    [Theory]
    [InlineData(-8, 6.220960574271785e-16)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(-0.3, 0.3820885778110474)]
    [InlineData(0, 0.5)]
    [InlineData(1.2, 0.8849303297782918)]
    public void Probabilities_are_those_of_the_tables(double z, double expected)
    {
        NormalTail.Probability(z).ShouldBe(expected, 1e-13 * expected);
        NormalTail.LogProbability(z, out _).ShouldBe(Math.Log(expected), 1e-12);
    }

    private static void Compare(IAcquisition acquisition, double tolerance)
    {
        double[] point = [0.93, 0.12, 0.71];
        var gradient = new double[3];
        acquisition.Evaluate(point, gradient).ShouldBe(acquisition.Evaluate(point, []));

        gradient.ShouldNotBe([0, 0, 0]);
        for (var j = 0; j < 3; j++)
        {
            double[] above = [.. point];
            double[] below = [.. point];
            above[j] += Step;
            below[j] -= Step;
            var difference = (acquisition.Evaluate(above, []) - acquisition.Evaluate(below, [])) / (2 * Step);
            gradient[j].ShouldBe(difference, tolerance * (1 + Math.Abs(difference)));
        }
    }

    private static IAcquisition Create(
        Func<SamplePaths, SamplePaths[], Func<int, int, double[]>, IAcquisition> create)
    {
        var points = Enumerable.Range(0, 12)
            .Select(i => Enumerable.Range(0, 3).Select(j => Chance.Uniform((ulong)i, (ulong)j)).ToArray()).ToList();
        double[] values = [.. points.Select(point => Math.Sin(4 * point[0]) + point[1])];
        double[] limits = [.. points.Select(point => point[2] - point[0])];
        return create(
            Draw(values, 0), [Draw(limits, 1)],
            (point, output) =>
                [
                    .. Enumerable.Range(0, Paths)
                        .Select(s => Chance.Normal((ulong)(s + 100), (ulong)(2 * point + output)))
                ]);

        SamplePaths Draw(double[] observed, int output) => SamplePaths.Draw(
            KernelShape.Matern52, new Hyperparameters([0.4, 0.6, 0.9], 1.2, 0.01, 0.1), points, observed, [], Paths,
            (path, point) => Chance.Normal((ulong)(path + 500), (ulong)(2 * point + output)));
    }
}
