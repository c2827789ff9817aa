namespace AquaTope.Models.Forecasting.Trees;

/// <summary>
/// Gradient-boosted trees for the quantiles at <see cref="Levels"/>: the sum of a constant and trees, each grown on the
/// gradients of the pinball losses of what is there before it. Of several such ensembles it is the mean.
/// </summary>
internal sealed class BoostedQuantiles
{
    private static readonly float[] Fractions = [0.025f, 0.1f, 0.25f, 0.5f, 0.75f, 0.9f, 0.975f];

    private readonly float[] _constants;
    private readonly List<QuantileTree> _trees;
    private readonly int _ensembles;

    internal BoostedQuantiles(float[] constants, List<QuantileTree> trees, int ensembles)
    {
        _constants = constants;
        _trees = trees;
        _ensembles = ensembles;
    }

    /// <summary>The quantiles that are learned. Seven of them, and the rows they come from, fill one vector.</summary>
    public static ReadOnlySpan<float> Levels => Fractions;

    /// <summary>The quantiles of the target for one row, one for each of <see cref="Levels"/>, in order.</summary>
    public void Predict(ReadOnlySpan<float> row, Span<float> quantiles)
    {
        quantiles.Clear();
        foreach (var tree in _trees) tree.AddTo(row, quantiles);
        for (var k = 0; k < quantiles.Length; k++) quantiles[k] = _constants[k] + quantiles[k] / _ensembles;
        quantiles.Sort();
    }
}
