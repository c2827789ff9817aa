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
    private readonly StackedFeatures _features;
    private readonly long _first;
    private readonly float[] _row;
    private readonly float[] _learned = new float[BoostedQuantiles.Levels.Length];

    public TreeCursor(WindowLength window, WindowIndex first, IReadOnlyList<TreeGeneration> generations)
    {
        _generations = generations;
        _features = new StackedFeatures(window, first);
        _first = first.Value;
        _row = new float[StackedFeatures.CountFor(window)];
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
        if (Current is not { } trees)
        {
            // Nothing was learned before this window: whatever the level is.
            quantiles.Fill(Math.Exp(_features.Level) - 1);
            return quantiles[0];
        }
        _features.Write(_row);
        trees.Predict(_row, _learned);
        var segment = 1;
        for (var k = 0; k < Wanted.Length; k++)
        {
            while (segment + 1 < Known.Length && Known[segment] < Wanted[k]) segment++;
            var share = (Wanted[k] - Known[segment - 1]) / (Known[segment] - Known[segment - 1]);
            var log = _features.Level + _learned[segment - 1] + share * (_learned[segment] - _learned[segment - 1]);
            quantiles[k] = Math.Exp(Math.Min(log, MostLog)) - 1;
        }
        QuantileLevels.Order(quantiles);
        return QuantileLevels.Mean(quantiles);
    }

    public void Observe(int demand) => _features.Observe(demand);
}
