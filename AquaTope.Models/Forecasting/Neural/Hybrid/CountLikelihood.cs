using AquaTope.Models.Forecasting.Neural.Layers;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>
/// The likelihood of a window's demand: it is active with some chance, and if it is, it is either near to the active
/// demands before it or one more than a negative binomial count. What is near has a logistic distribution in whole
/// numbers from one on, so a timer's constant demand is as certain as it is and a busy pool may vary less than a
/// Poisson count does; zeros are so inflated as far as it takes, and bursts are as overdispersed as they are.
/// </summary>
internal static class CountLikelihood
{
    /// <summary>
    /// The numbers that a network gives, each relative to the anchors of <see cref="DemandReading.WriteAnchors"/> where
    /// they have one: log-odds of activity, log-odds of being near, logarithm of the mean excess over one, logarithm of
    /// the overdispersion <c>a</c>, where the variance is <c>mean + a mean²</c>, log-odds of how far the centre of what
    /// is near is from the last active demand towards their level, and logarithm of its spread.
    /// </summary>
    public const int Parameters = 6;

    private const double LargestLog = 14;
    private const double LeastOverdispersion = -6.5;
    private const double LargestOverdispersion = 5;
    private const double LeastSpread = -3;

    /// <summary>The parameters as such.</summary>
    /// <param name="parameters">What the network gives, <c>[…, 6]</c>.</param>
    /// <param name="anchors">What it is relative to, <c>[…, 5]</c>.</param>
    public static CountParameters Split(Tensor parameters, Tensor anchors)
    {
        var (last, level) = (anchors.select(-1, 2), anchors.select(-1, 3));
        return new CountParameters(
            parameters.select(-1, 0).Plus(anchors.select(-1, 0)),
            parameters.select(-1, 1),
            parameters.select(-1, 2).Plus(anchors.select(-1, 1)).Within(-LargestLog, LargestLog).exp(),
            parameters.select(-1, 3).Within(LeastOverdispersion, LargestOverdispersion).exp(),
            last.Plus(parameters.select(-1, 4).sigmoid() * (level - last)).NoLessThan(1),
            parameters.select(-1, 5).Plus(anchors.select(-1, 4)).Within(LeastSpread, LargestLog).exp());
    }

    /// <summary>The negative logarithm of the likelihood, in nats, summed.</summary>
    /// <param name="parameters">What the network gives, <c>[rows, 6]</c>.</param>
    /// <param name="anchors">What it is relative to, <c>[rows, 5]</c>.</param>
    /// <param name="demand">What came, <c>[rows]</c>.</param>
    public static Tensor NegativeLog(Tensor parameters, Tensor anchors, Tensor demand)
    {
        var isActive = demand.IsAbove(0);
        var activity = nn.functional.binary_cross_entropy_with_logits(
            parameters.select(-1, 0).Plus(anchors.select(-1, 0)), isActive.to(ScalarType.Float32),
            reduction: nn.Reduction.Sum);
        var rows = isActive.nonzero().squeeze(-1);
        if (rows.shape[0] == 0) return activity;

        var active = demand.index_select(0, rows);
        var of = Split(parameters.index_select(0, rows), anchors.index_select(0, rows));
        var counted = nn.functional.logsigmoid(-of.NearLogOdds)
            .Plus(LogNegativeBinomial(active.Minus(1), of.Excess, of.Overdispersion));
        var near = nn.functional.logsigmoid(of.NearLogOdds).Plus(LogNear(active, of.Centre, of.Spread));
        return activity - counted.logaddexp(near).sum();
    }

    private static Tensor LogNegativeBinomial(Tensor count, Tensor mean, Tensor overdispersion)
    {
        var size = overdispersion.reciprocal();
        var total = size.Plus(mean);
        var arrangements = count.Plus(size).lgamma() - size.lgamma() - count.Plus(1).lgamma();
        return arrangements.Plus(size * (size.log() - total.log())).Plus(count * (mean.log() - total.log()));
    }

    // The logistic distribution between a half below and a half above, given that it is above one half. The difference
    // of two of its values is a product: F(a) - F(b) = F(a) F(-b) (1 - exp(b - a)).
    private static Tensor LogNear(Tensor count, Tensor centre, Tensor spread) =>
        nn.functional.logsigmoid((count.Plus(0.5) - centre) / spread)
            .Plus(nn.functional.logsigmoid((centre - count).Plus(0.5) / spread))
            .Plus(spread.reciprocal().neg().expm1().neg().log())
        - nn.functional.logsigmoid(centre.Minus(0.5) / spread);
}

/// <summary>Parameters of <see cref="CountLikelihood"/>, tensors of one shape.</summary>
/// <param name="ActiveLogOdds">Log-odds of any demand.</param>
/// <param name="NearLogOdds">Log-odds of then being near.</param>
/// <param name="Excess">The mean of the negative binomial count.</param>
/// <param name="Overdispersion">Its overdispersion.</param>
/// <param name="Centre">The centre of what is near.</param>
/// <param name="Spread">The scale of its logistic distribution.</param>
internal sealed record CountParameters(
    Tensor ActiveLogOdds, Tensor NearLogOdds, Tensor Excess, Tensor Overdispersion, Tensor Centre, Tensor Spread);
