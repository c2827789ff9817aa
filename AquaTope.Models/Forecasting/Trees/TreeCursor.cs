using AquaTope.Models.Forecasting.Features;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Trees;

/// <summary>
/// Follows a series with boosted quantile trees: each window is forecast by the newest trees that were grown before it.
/// </summary>
internal sealed class TreeCursor : IForecastCursor
{
    // Trees learn a few levels; those between and beyond are read off the straight lines through them over the normal
    // distribution's quantiles.
    private static readonly double[] Known =
        [.. BoostedQuantiles.Levels.ToArray().Select(level => StandardNormal.Quantile(level))];

    private static readonly double[] Wanted = [.. QuantileLevels.All.ToArray().Select(StandardNormal.Quantile)];

    private const double MostLog = 22;

    private readonly IReadOnlyList<TreeGeneration> _generations;
    private readonly ITreeFeatures _features;
    private readonly long _first;
    private readonly float[] _row;
    private readonly float[] _learned = new float[BoostedQuantiles.Levels.Length];

    /// <param name="features">Features on the same series, which nobody else moves.</param>
    /// <param name="first">The window that will be observed first.</param>
    /// <param name="generations">Trees, oldest first.</param>
    public TreeCursor(ITreeFeatures features, WindowIndex first, IReadOnlyList<TreeGeneration> generations)
    {
        _generations = generations;
        _features = features;
        _first = first.Value;
        _row = new float[features.Count];
    }

    public bool IsReady => Current is not null;

    private BoostedQuantiles? Current
    {
        get
        {
            BoostedQuantiles? newest = null;
            foreach (var generation in _generations)
                if (generation.ValidFrom.Value <= _first + _features.Seen)
                    newest = generation.Trees;
            return newest;
        }
    }

    public double Predict(Span<double> quantiles)
    {
        var anchor = _features.Anchor;
        if (Current is not { } trees)
        {
            // Nothing was learned before this window: whatever trees would start from.
            quantiles.Fill(Math.Exp(Math.Min(anchor, MostLog)) - 1);
            return quantiles[0];
        }
        _features.Write(_row);
        trees.Predict(_row, _learned);
        var segment = 1;
        for (var k = 0; k < Wanted.Length; k++)
        {
            while (segment + 1 < Known.Length && Known[segment] < Wanted[k]) segment++;
            var share = (Wanted[k] - Known[segment - 1]) / (Known[segment] - Known[segment - 1]);
            var log = anchor + _learned[segment - 1] + share * (_learned[segment] - _learned[segment - 1]);
            quantiles[k] = Math.Exp(Math.Min(log, MostLog)) - 1;
        }
        QuantileLevels.Order(quantiles);
        return QuantileLevels.Mean(quantiles);
    }

    public void Observe(int demand) => _features.Observe(demand);
}
