using AquaTope.Models.Optimization.Gaussian;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Tests.Optimization.Gaussian;

public sealed class PosteriorDrawsSpecs
{
    private static readonly CounterRandom Chance = new(21);
    private static readonly HyperparameterPriors Priors = HyperparameterPriors.DimensionScaled(2) with
    {
        Noise = new Prior.LogNormal(-3, 2)
    };

    [Fact]
    public void Few_noisy_observations_leave_doubt_about_the_noise_and_many_do_not()
    {
        Spread(10).ShouldBeGreaterThan(2 * Spread(80));

        double Spread(int count)
        {
            var logs = Draws(count, 5).Select(draw => Math.Log(draw.Noise)).ToList();
            var mean = logs.Average();
            return Math.Sqrt(logs.Average(log => (log - mean) * (log - mean)));
        }
    }

    [Fact]
    public void What_many_observations_say_of_the_noise_is_what_is_drawn()
    {
        var draws = Draws(80, 5);

        Math.Exp(draws.Average(draw => Math.Log(Math.Sqrt(draw.Noise)))).ShouldBe(0.3, 0.06);
        draws.Select(draw => draw.Noise).Distinct().Count().ShouldBeGreaterThan(4);
    }

    [Fact]
    public void The_same_seed_draws_the_same()
    {
        Draws(20, 7).Select(draw => draw.Noise).ShouldBe(Draws(20, 7).Select(draw => draw.Noise));
        Draws(20, 7).Select(draw => draw.Noise).ShouldNotBe(Draws(20, 8).Select(draw => draw.Noise));
    }

    private static Hyperparameters[] Draws(int count, ulong seed)
    {
        double[][] points =
            [
                .. Enumerable.Range(0, count)
                    .Select(i => new[] { Chance.Uniform((ulong)i, 0), Chance.Uniform((ulong)i, 1) })
            ];
        double[] values = [.. points.Select((point, i) => Math.Sin(5 * point[0]) + 0.3 * Chance.Normal((ulong)i, 3))];
        var likelihood = new MarginalLikelihood(KernelShape.Matern52, points, values);
        var (mode, _) = new PosteriorMode(likelihood, Priors).Find([new Hyperparameters([1, 1], 1, 0.1, 0)]);
        return new PosteriorDraws(likelihood, Priors, seed).From(mode, 8);
    }
}
