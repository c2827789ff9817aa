using AquaTope.Models.Forecasting.Trees;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Tests.Forecasting.Trees;

public sealed class BoostedQuantilesSpecs
{
    [Fact]
    public void Quantiles_follow_a_spread_that_depends_on_a_feature()
    {
        var trees = Grow(rows: 4000, (x, noise) => x < 0.5f ? noise : 10 + 5 * noise);
        Span<float> quantiles = stackalloc float[BoostedQuantiles.Levels.Length];

        trees.Predict([0.2f, 0], quantiles);
        var (calm, calmWidth) = (quantiles[3], quantiles[5] - quantiles[1]);
        trees.Predict([0.8f, 0], quantiles);

        // The 10 % and 90 % quantiles of a normal distribution are 2.56 deviations apart.
        calm.ShouldBe(0, 0.2f);
        calmWidth.ShouldBe(2.56f, 0.5f);
        quantiles[3].ShouldBe(10, 1f);
        (quantiles[5] - quantiles[1]).ShouldBe(12.8f, 2.5f);
    }

    [Fact]
    public void A_missing_value_is_a_value_of_its_own()
    {
        var trees = Grow(rows: 2000, (x, _) => float.IsNaN(x) ? -5 : 5, missing: 0.3);
        Span<float> quantiles = stackalloc float[BoostedQuantiles.Levels.Length];

        trees.Predict([float.NaN, 0], quantiles);
        quantiles[3].ShouldBe(-5, 0.5f);
        trees.Predict([0.5f, 0], quantiles);
        quantiles[3].ShouldBe(5, 0.5f);
    }

    [Fact]
    public void A_stopped_training_ends()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        var booster = new TreeBooster(new float[100], new float[100], new TreeOptions(), seed: 1);

        Should.Throw<OperationCanceledException>(() => booster.Boost(stopped.Token));
    }

    private static BoostedQuantiles Grow(int rows, Func<float, float, float> target, double missing = 0)
    {
        var random = new CounterRandom(9);
        var (features, targets) = (new float[2 * rows], new float[rows]);
        for (var i = 0; i < rows; i++)
        {
            var row = (ulong)i;
            features[2 * i] = random.Uniform(row, 0) < missing ? float.NaN : (float)random.Uniform(row, 1);
            features[2 * i + 1] = (float)random.Uniform(row, 2);
            targets[i] = target(features[2 * i], (float)random.Normal(row, 3));
        }
        return new TreeBooster(
            features, targets, new TreeOptions { Trees = 100, Depth = 2, LeastRows = 200, FeatureShare = 1 }, seed: 1)
            .Boost(CancellationToken.None);
    }
}
