using System.Runtime.InteropServices;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Forecasting.Trees;

/// <summary>Boosts quantile trees on rows of features and their targets.</summary>
internal sealed class TreeBooster
{
    private readonly TreeOptions _options;
    private readonly CounterRandom _random;
    private readonly FeatureBins _bins;
    private readonly byte[] _binned;
    private readonly float[] _targets;
    private readonly float[] _scores;
    private readonly float[] _gradients;

    /// <param name="rows">Features, <c>[row, feature]</c>.</param>
    /// <param name="targets">One value for each row.</param>
    /// <param name="options">How to boost.</param>
    /// <param name="seed">Chooses the rows and features of each tree.</param>
    public TreeBooster(ReadOnlySpan<float> rows, float[] targets, TreeOptions options, ulong seed)
    {
        var features = rows.Length / targets.Length;
        _options = options;
        _random = new CounterRandom(seed);
        _targets = targets;
        _bins = FeatureBins.Of(rows, features);
        _binned = new byte[rows.Length];
        for (var at = 0; at < rows.Length; at += features)
            _bins.Bin(rows.Slice(at, features), _binned.AsSpan(at, features));
        _scores = new float[targets.Length * BoostedQuantiles.Levels.Length];
        _gradients = new float[targets.Length * TreeGrower.Lanes];
    }

    /// <summary>Grows all trees; can be stopped between two.</summary>
    public BoostedQuantiles Boost(CancellationToken cancellation)
    {
        var constants = Constants();
        var grower = new TreeGrower(_bins, _binned, _gradients, _targets, _scores, _options);
        var trees = new List<QuantileTree>(_options.Ensembles * _options.Trees);
        var (rows, features) = (new List<int>(_targets.Length), new List<int>(_bins.Features));
        for (var round = 0; round < _options.Ensembles * _options.Trees; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (round % _options.Trees == 0)
                for (var at = 0; at < _scores.Length; at += constants.Length)
                    constants.CopyTo(_scores, at);
            UpdateGradients();
            Draw(rows, _targets.Length, _options.RowShare, 2 * (ulong)round);
            Draw(features, _bins.Features, _options.FeatureShare, 2 * (ulong)round + 1);
            trees.Add(grower.Grow(CollectionsMarshal.AsSpan(rows), CollectionsMarshal.AsSpan(features)));
        }
        return new BoostedQuantiles(constants, trees, _options.Ensembles);
    }

    private float[] Constants()
    {
        var sorted = (float[])_targets.Clone();
        Array.Sort(sorted);
        return [.. BoostedQuantiles.Levels.ToArray().Select(level => sorted[(int)(level * sorted.Length)])];
    }

    // The gradient of the pinball loss, scaled so that all levels weigh the same; the last lane counts rows.
    private void UpdateGradients()
    {
        var levels = BoostedQuantiles.Levels;
        Span<float> above = stackalloc float[levels.Length];
        Span<float> below = stackalloc float[levels.Length];
        for (var k = 0; k < levels.Length; k++)
        {
            var scale = 1 / MathF.Sqrt(levels[k] * (1 - levels[k]));
            (above[k], below[k]) = (levels[k] * scale, (levels[k] - 1) * scale);
        }
        for (var row = 0; row < _targets.Length; row++)
        {
            var gradient = _gradients.AsSpan(row * TreeGrower.Lanes, TreeGrower.Lanes);
            for (var k = 0; k < levels.Length; k++)
                gradient[k] = _targets[row] >= _scores[row * levels.Length + k] ? above[k] : below[k];
            gradient[levels.Length] = 1;
        }
    }

    private void Draw(List<int> drawn, int count, double share, ulong draw)
    {
        drawn.Clear();
        for (var i = 0; i < count; i++)
            if (_random.Uniform(draw, (ulong)i) < share)
                drawn.Add(i);
        if (drawn.Count == 0) drawn.Add(0);
    }
}
