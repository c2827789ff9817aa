using AquaTope.Models.Optimization.Gaussian;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Tests.Optimization.Gaussian;

public sealed class GaussianProcessSpecs
{
    private const double Step = 1e-6;

    private static readonly CounterRandom Chance = new(5);

    private static readonly Hyperparameters Known = new([0.4, 0.7, 1.1], 1.5, 0.05, 0.3);

    private static readonly double[][] Points =
        [
            .. Enumerable.Range(0, 15)
                .Select(i => Enumerable.Range(0, 3).Select(j => Chance.Uniform((ulong)i, (ulong)j)).ToArray())
        ];

    private static readonly double[] Values =
        [.. Points.Select((point, i) => Math.Sin(5 * point[0]) + point[1] + 0.2 * Chance.Normal(1, (ulong)i))];

    private static readonly double[] ExtraNoise = [.. Values.Select((_, i) => i % 4 == 0 ? 0.3 : 0)];

    public static TheoryData<KernelShape> Shapes => [KernelShape.Matern52, KernelShape.SquaredExponential];

    [Fact]
    public void One_observation_is_weighed_against_the_mean_as_by_hand()
    {
        var process = GaussianProcess.Condition(
            KernelShape.SquaredExponential, new Hyperparameters([1], 2, 0.5, 1), [[0]], [3]);

        var there = process.Predict([0.0]);
        there.Mean.ShouldBe(1 + 2 / 2.5 * 2, 1e-12);
        there.Variance.ShouldBe(2 - 4 / 2.5, 1e-12);
        var beside = process.Predict([1.0]);
        beside.Mean.ShouldBe(1 + 2 * Math.Exp(-0.5) / 2.5 * 2, 1e-12);
        process.Predict([100.0]).ShouldBe(new Prediction(1, 2));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void An_observation_added_later_counts_as_one_known_from_the_start(KernelShape shape)
    {
        var grown = GaussianProcess.Condition(shape, Known, Points[..9], Values.AsSpan(0, 9), ExtraNoise.AsSpan(0, 9));
        for (var i = 9; i < Points.Length; i++) grown.Observe(Points[i], Values[i], ExtraNoise[i]);

        var whole = GaussianProcess.Condition(shape, Known, Points, Values, ExtraNoise);
        grown.Predict([0.2, 0.5, 0.9]).ShouldBe(whole.Predict([0.2, 0.5, 0.9]));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_gradients_of_a_prediction_are_those_of_its_differences(KernelShape shape)
    {
        var process = GaussianProcess.Condition(shape, Known, Points, Values, ExtraNoise);
        double[] point = [0.31, 0.62, 0.44];
        var meanGradient = new double[3];
        var varianceGradient = new double[3];

        process.Predict(point, meanGradient, varianceGradient).ShouldBe(process.Predict(point));
        for (var j = 0; j < 3; j++)
        {
            double[] above = [.. point];
            double[] below = [.. point];
            above[j] += Step;
            below[j] -= Step;
            var (up, down) = (process.Predict(above), process.Predict(below));
            meanGradient[j].ShouldBe((up.Mean - down.Mean) / (2 * Step), 1e-6);
            varianceGradient[j].ShouldBe((up.Variance - down.Variance) / (2 * Step), 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Leaving_one_out_is_what_leaving_it_out_gives(KernelShape shape)
    {
        var predictions = GaussianProcess.Condition(shape, Known, Points, Values, ExtraNoise).LeaveOneOut();

        for (var left = 0; left < Points.Length; left++)
        {
            var others = Enumerable.Range(0, Points.Length).Where(i => i != left).ToList();
            var process = GaussianProcess.Condition(
                shape, Known, [.. others.Select(i => Points[i])], [.. others.Select(i => Values[i])],
                [.. others.Select(i => ExtraNoise[i])]);
            var expected = process.Predict(Points[left]);
            predictions[left].Mean.ShouldBe(expected.Mean, 1e-9);
            predictions[left].Variance.ShouldBe(expected.Variance + Known.Noise + ExtraNoise[left], 1e-9);
        }
    }

    [Fact]
    public void Joint_samples_have_the_joint_moments()
    {
        const int draws = 20_000;
        var joint = GaussianProcess.Condition(KernelShape.Matern52, Known, Points, Values)
            .Predict([[0.1, 0.2, 0.3], [0.15, 0.2, 0.3], [0.9, 0.9, 0.1]]);
        var samples = Enumerable.Range(0, draws)
            .Select(
                s => joint.Sample([Chance.Normal((ulong)s, 5), Chance.Normal((ulong)s, 6), Chance.Normal((ulong)s, 7)]))
            .ToList();

        for (var i = 0; i < 3; i++)
        {
            samples.Average(sample => sample[i]).ShouldBe(joint.Mean[i], 0.03);
            for (var j = 0; j < 3; j++)
                samples.Average(sample => (sample[i] - joint.Mean[i]) * (sample[j] - joint.Mean[j]))
                    .ShouldBe(joint.Covariance[i, j], 0.04);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_gradient_of_the_marginal_likelihood_is_that_of_its_differences(KernelShape shape)
    {
        var likelihood = new MarginalLikelihood(shape, Points, Values, ExtraNoise);
        var gradient = new double[6];
        likelihood.Evaluate(Known, gradient);

        for (var parameter = 0; parameter < gradient.Length; parameter++)
        {
            var up = likelihood.Evaluate(Moved(parameter, Step), new double[6]);
            var down = likelihood.Evaluate(Moved(parameter, -Step), new double[6]);
            gradient[parameter].ShouldBe((up - down) / (2 * Step), 1e-5);
        }
    }

    [Fact]
    public void The_mean_that_is_worked_out_is_the_best_one()
    {
        var likelihood = new MarginalLikelihood(KernelShape.Matern52, Points, Values, ExtraNoise);
        var gradient = new double[6];

        var best = likelihood.Evaluate(
            Known.LengthScales, Known.OutputScale, Known.Noise, out var mean, gradient);

        gradient[5].ShouldBe(0, 1e-9);
        foreach (var other in (double[])[mean - 0.1, mean + 0.1])
            likelihood.Evaluate(Known with { Mean = other }, gradient).ShouldBeLessThan(best);
    }

    [Fact]
    public void A_fit_finds_the_coordinate_that_matters_and_the_noise()
    {
        const int n = 60;
        double[][] points =
            [
                .. Enumerable.Range(0, n)
                    .Select(i => Enumerable.Range(0, 3).Select(j => Chance.Uniform((ulong)(i + 50), (ulong)j))
                        .ToArray())
            ];
        double[] values = [.. points.Select((point, i) => Math.Sin(6 * point[1]) + 0.2 * Chance.Normal(2, (ulong)i))];

        var (mode, _) = new PosteriorMode(
            new MarginalLikelihood(KernelShape.Matern52, points, values), HyperparameterPriors.DimensionScaled(3)).Find(
            [new Hyperparameters([1, 1, 1], 1, 0.1, 0)]);

        mode.LengthScales[1].ShouldBeLessThan(0.3 * mode.LengthScales[0]);
        mode.LengthScales[1].ShouldBeLessThan(0.3 * mode.LengthScales[2]);
        Math.Sqrt(mode.Noise).ShouldBe(0.2, 0.05);
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(1)]
    [InlineData(30)]
    public void The_slopes_of_priors_are_those_of_their_differences(double value)
    {
        foreach (var prior in (Prior[])[new Prior.Gamma(3, 6), new Prior.LogNormal(-4, 1)])
        {
            var up = prior.LogDensity(value * Math.Exp(Step));
            var down = prior.LogDensity(value * Math.Exp(-Step));
            prior.LogSlope(value).ShouldBe((up - down) / (2 * Step), 1e-5);
        }
    }

    private static Hyperparameters Moved(int parameter, double step) => parameter switch
    {
        < 3 => Known with
        {
            LengthScales = [.. Known.LengthScales.Select((scale, j) => j == parameter ? scale * Math.Exp(step) : scale)]
        },
        3 => Known with { OutputScale = Known.OutputScale * Math.Exp(step) },
        4 => Known with { Noise = Known.Noise * Math.Exp(step) },
        _ => Known with { Mean = Known.Mean + step }
    };
}
