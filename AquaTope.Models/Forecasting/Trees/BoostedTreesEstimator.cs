using AquaTope.Models.Forecasting.Features;

namespace AquaTope.Models.Forecasting.Trees;

/// <summary>
/// Gradient-boosted quantile trees on <see cref="StackedFeatures"/>, as they come: not calibrated, and not
/// grown again while they forecast.
/// </summary>
/// <param name="options">How trees are boosted.</param>
public sealed class BoostedTreesEstimator(TreeOptions options) : IEstimator
{
    public string Name => "boosted-trees";

    public IForecaster Train(
        DemandSet past, ulong seed, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var trees = SeriesTrees.Grow(past, StackedFeatures.Open, [1], options, seed, progress, cancellation);
        return new SequentialForecaster(Name, trees.Follow);
    }
}
