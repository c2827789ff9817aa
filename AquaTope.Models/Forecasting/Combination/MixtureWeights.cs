namespace AquaTope.Models.Forecasting.Combination;

/// <summary>
/// Weights of experts at one quantile level, learned online by the Bernstein online aggregation (Wintenberger 2017) on
/// the gradients of the pinball loss: an expert gains weight when a step from the mixture towards it would have lowered
/// the loss, the faster the steadier it does so.
/// </summary>
/// <param name="priors">What each expert counts for before it has shown anything.</param>
/// <param name="memory">Windows after which what an expert did weighs a factor e less.</param>
internal sealed class MixtureWeights(double[] priors, double memory)
{
    // Experts that have agreed on everything so far have no variance to scale by.
    private const double LeastVariance = 1e-6;

    private readonly double _decay = Math.Exp(-1 / memory);
    private readonly double[] _regret = new double[priors.Length];
    private readonly double[] _variance = new double[priors.Length];
    private readonly double[] _largest = new double[priors.Length];

    /// <summary>The weights of experts that are ready; they sum to one.</summary>
    public void Write(ReadOnlySpan<bool> isReady, Span<double> weights)
    {
        var most = double.NegativeInfinity;
        for (var j = 0; j < priors.Length; j++)
        {
            weights[j] = Rate(j) * _regret[j];
            if (isReady[j]) most = Math.Max(most, weights[j]);
        }
        var sum = 0.0;
        for (var j = 0; j < priors.Length; j++)
        {
            weights[j] = isReady[j] ? priors[j] * Math.Exp(weights[j] - most) : 0;
            sum += weights[j];
        }
        for (var j = 0; j < priors.Length; j++) weights[j] /= sum;
    }

    /// <summary>Learns by how much a step towards each expert would have lowered the loss.</summary>
    public void Observe(ReadOnlySpan<bool> isReady, ReadOnlySpan<double> gains)
    {
        for (var j = 0; j < priors.Length; j++)
        {
            _regret[j] *= _decay;
            _variance[j] *= _decay;
            _largest[j] *= _decay;
            if (!isReady[j]) continue;
            _variance[j] += gains[j] * gains[j];
            _largest[j] = Math.Max(_largest[j], Math.Abs(gains[j]));
            _regret[j] += gains[j] * (1 - Rate(j) * gains[j]);
        }
    }

    private double Rate(int expert) => Math.Min(
        0.5 / Math.Max(_largest[expert], LeastVariance),
        Math.Sqrt(Math.Log(1 + priors.Length) / Math.Max(_variance[expert], LeastVariance)));
}
