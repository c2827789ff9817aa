using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Forecasting.Features;
using AquaTope.Models.Forecasting.Regression;
using AquaTope.Models.Forecasting.Trees;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Combination;

/// <summary>
/// AquaTope's own forecaster: boosted trees of two kinds, two ridge regressions, exponential smoothing, a renewal
/// process and a Markov chain, and whatever is added, mixed and calibrated online (<see cref="MixtureCursor"/>).
/// </summary>
/// <remarks>
/// Trees are grown and other experts trained on growing shares of the past, and each window is forecast by those that
/// have not seen it. So the weights and the calibration are always learned on honest forecasts, also within the past.
/// </remarks>
/// <param name="options">How trees are boosted.</param>
/// <param name="others">Further experts, trained on the same past.</param>
public sealed class AquaTopeEstimator(TreeOptions options, params IReadOnlyList<IEstimator> others) : IEstimator
{
    // Early trees let the mixture learn early; the last but one says how good the last will be.
    private static readonly double[] Shares = [0.5, 0.75, 0.9, 1];

    // Trees have seen what ridge regression and smoothing say, so both kinds together start with more weight than all
    // others.
    private const double TreePrior = 4;

    public string Name => "aquatope";

    public IForecaster Train(
        DemandSet past, ulong seed, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var trees = SeriesTrees.Grow(past, StackedFeatures.Open, Shares, options, seed, progress, cancellation);
        var remainders = SeriesTrees.Grow(
            past, RemainderFeatures.Open, Shares, options, SplitMix64.Mix(seed), progress, cancellation);
        ExpertGenerations[] experts =
            [.. others.Select(other => ExpertGenerations.Train(other, past, seed, progress, cancellation))];
        var day = Math.Max(1, 86_400 / past.Window.Seconds);
        return new SequentialForecaster(Name, Mix);

        IForecastCursor Mix(FunctionId function, WindowIndex first) => new MixtureCursor(
        [
            (trees.Follow(function, first), TreePrior),
            (remainders.Follow(function, first), TreePrior),
            (new RidgeCursor(past.Window, first), 1),
            (new RidgeCursor(past.Window, first, RidgeCursor.ShortMemoryDays), 1),
            (new SmoothingMixture(past.Window, first), 1),
            (new RenewalCursor(), 1),
            (new MarkovCursor(), 1),
            .. experts.Select(expert => (expert.Follow(function, first), 1.0))
        ], day);
    }
}
