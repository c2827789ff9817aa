using AquaTope.Models.Forecasting.Neural.Hybrid;
using static TorchSharp.torch;

namespace AquaTope.Models.Tests.Forecasting.Neural.Hybrid;

public sealed class CountDistributionSpecs
{
    private static readonly double[] Levels = [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999];

    [Theory]
    [InlineData(0.3, 0.2, 4, 0.1, 2.5, 0.4)]
    [InlineData(0.9, 0.01, 1, 1, 30, 0.05)]
    [InlineData(1.0, 0.7, 3.4, 0.05, 0.1, 1)]
    [InlineData(0.99, 0.95, 32, 0.8, 30, 0.1)]
    [InlineData(0.05, 0.5, 1, 3, 0.01, 0.01)]
    public void Quantiles_are_the_least_demands_whose_likelihoods_add_up(
        double active, double near, double centre, double spread, double excess, double overdispersion)
    {
        var distribution = new CountDistribution(
            active, near, centre, spread, excess, excess + overdispersion * excess * excess);
        var likelihoods = Likelihoods(160, active, near, centre, spread, excess, overdispersion);

        var quantiles = new double[Levels.Length];
        distribution.Quantiles(Levels, quantiles);

        likelihoods.Sum().ShouldBe(1, 2e-4);
        var mean = likelihoods.Select((chance, demand) => chance * demand).Sum();
        distribution.Mean.ShouldBe(mean, 0.03 * mean + 1e-3);
        for (var i = 0; i < Levels.Length; i++)
        {
            likelihoods.Take((int)quantiles[i] + 1).Sum().ShouldBeGreaterThan(Levels[i] - 2e-4);
            likelihoods.Take((int)quantiles[i]).Sum().ShouldBeLessThan(Levels[i] + 2e-4);
        }
    }

    [Fact]
    public void Large_counts_have_the_quantiles_of_a_gamma_distribution()
    {
        var quantiles = new double[1];

        // Of shape 4 and mean 100,000 the upper twentieth begins at 7.7537 scales.
        new CountDistribution(1, 0, 1, 1, 100_000, 100_000.0 * 100_000 / 4).Quantiles([0.95], quantiles);

        quantiles[0].ShouldBe(7.7537 * 25_000, 0.005 * 7.7537 * 25_000);
    }

    [Fact]
    public void What_is_near_to_a_large_demand_is_a_step_in_the_distribution()
    {
        var quantiles = new double[4];

        new CountDistribution(0.99, 0.6, 90_000, 10, 100_000, 1e10 / 16).Quantiles([0.005, 0.05, 0.5, 0.97], quantiles);

        quantiles[0].ShouldBe(0);
        quantiles[1].ShouldBeInRange(1, 89_000);
        quantiles[2].ShouldBe(90_000, 100);
        quantiles[3].ShouldBeGreaterThan(91_000);
    }

    private static double[] Likelihoods(
        int demands, double active, double near, double centre, double spread, double excess, double overdispersion)
    {
        using var scope = NewDisposeScope();
        float[] parameters =
        [
            (float)LogOdds(active), (float)LogOdds(near), (float)Math.Log(excess), (float)Math.Log(overdispersion), -50,
            (float)Math.Log(spread)
        ];
        var likelihoods = new double[demands];
        for (var demand = 0; demand < demands; demand++)
            likelihoods[demand] = Math.Exp(-CountLikelihood.NegativeLog(
                tensor(parameters, [1, CountLikelihood.Parameters]),
                tensor([0f, 0f, (float)centre, 1f, 0f], [1, DemandReading.Anchors]),
                tensor([(float)demand])).item<float>());
        return likelihoods;
    }

    private static double LogOdds(double chance) => Math.Log(chance / (1 - Math.Min(chance, 1 - 1e-9)));
}
