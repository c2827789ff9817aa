using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AquaTope.Models.Forecasting.Trees;

/// <summary>
/// Grows one tree on the gradients of all quantiles at once. A histogram holds, for each feature and bin, the sum of
/// the gradient vectors of its rows and their number, so that one addition of vectors serves all quantiles.
/// </summary>
internal sealed class TreeGrower
{
    /// <summary>Numbers in a row's gradient vector: one for each quantile, and one that counts the row.</summary>
    public const int Lanes = 8;

    private const int LeafSamples = 512;

    private readonly FeatureBins _bins;
    private readonly byte[] _binned;
    private readonly float[] _gradients;
    private readonly float[] _targets;
    private readonly float[] _scores;
    private readonly TreeOptions _options;
    private readonly float[][] _histograms;
    private readonly int[] _order;
    private readonly float[] _residuals = new float[LeafSamples];

    /// <param name="bins">The bins of the features.</param>
    /// <param name="binned">The bin of each row and feature, <c>[row, feature]</c>.</param>
    /// <param name="gradients">The gradient vector of each row, <c>[row, lane]</c>.</param>
    /// <param name="targets">The target of each row.</param>
    /// <param name="scores">What the trees so far answer, <c>[row, quantile]</c>; a tree adds its own.</param>
    /// <param name="options">How to grow.</param>
    public TreeGrower(
        FeatureBins bins, byte[] binned, float[] gradients, float[] targets, float[] scores, TreeOptions options)
    {
        _bins = bins;
        _binned = binned;
        _gradients = gradients;
        _targets = targets;
        _scores = scores;
        _options = options;
        _order = new int[targets.Length];
        _histograms = new float[2 * options.Depth + 1][];
        for (var i = 0; i < _histograms.Length; i++)
            _histograms[i] = new float[bins.Features * FeatureBins.Most * Lanes];
    }

    private static int Quantiles => BoostedQuantiles.Levels.Length;

    /// <summary>Grows a tree on some rows and features, and adds what it answers to the scores of all rows.</summary>
    public QuantileTree Grow(ReadOnlySpan<int> rows, ReadOnlySpan<int> features)
    {
        // The rows the tree is grown on stand before those it is not, within every node.
        var isDrawn = new bool[_targets.Length];
        foreach (var row in rows) isDrawn[row] = true;
        var (front, back) = (0, rows.Length);
        for (var row = 0; row < _targets.Length; row++) _order[isDrawn[row] ? front++ : back++] = row;

        var tree = new QuantileTree();
        var inside = _order.AsSpan(0, rows.Length);
        Fill(_histograms[0], inside, features);
        GrowNode(tree, inside, _order.AsSpan(rows.Length), features, _histograms[0], depth: 0);
        return tree;
    }

    private int GrowNode(
        QuantileTree tree, Span<int> rows, Span<int> others, ReadOnlySpan<int> features, float[] histogram, int depth)
    {
        var split = depth == _options.Depth ? default : BestSplit(histogram, rows.Length, features);
        if (split.Gain <= 0) return AddLeaf(tree, rows, others);

        var node = tree.AddSplit(split.Feature, _bins.Edge(split.Feature, split.Bin));
        var (left, otherLeft) = (Partition(rows, split), Partition(others, split));
        var leftRows = rows[..left];
        var rightRows = rows[left..];
        var (leftHistogram, rightHistogram) = (histogram, histogram);
        if (depth + 1 < _options.Depth)
        {
            // The smaller child's histogram is summed, the larger one's is what is left of the parent's.
            var (smaller, larger) = (_histograms[2 * depth + 1], _histograms[2 * depth + 2]);
            var leftIsSmaller = leftRows.Length <= rightRows.Length;
            Fill(smaller, leftIsSmaller ? leftRows : rightRows, features);
            Subtract(histogram, smaller, larger);
            (leftHistogram, rightHistogram) = leftIsSmaller ? (smaller, larger) : (larger, smaller);
        }
        var leftNode = GrowNode(tree, leftRows, others[..otherLeft], features, leftHistogram, depth + 1);
        var rightNode = GrowNode(tree, rightRows, others[otherLeft..], features, rightHistogram, depth + 1);
        tree.Link(node, leftNode, rightNode);
        return node;
    }

    private void Fill(float[] histogram, ReadOnlySpan<int> rows, ReadOnlySpan<int> features)
    {
        Array.Clear(histogram);
        ref var sums = ref MemoryMarshal.GetArrayDataReference(histogram);
        ref var gradients = ref MemoryMarshal.GetArrayDataReference(_gradients);
        var width = _bins.Features;
        foreach (var row in rows)
        {
            var gradient = Vector256.LoadUnsafe(ref gradients, (nuint)(row * Lanes));
            var bins = _binned.AsSpan(row * width, width);
            foreach (var feature in features)
            {
                var at = (nuint)((feature * FeatureBins.Most + bins[feature]) * Lanes);
                (Vector256.LoadUnsafe(ref sums, at) + gradient).StoreUnsafe(ref sums, at);
            }
        }
    }

    private static void Subtract(float[] whole, float[] part, float[] rest)
    {
        ref var a = ref MemoryMarshal.GetArrayDataReference(whole);
        ref var b = ref MemoryMarshal.GetArrayDataReference(part);
        ref var c = ref MemoryMarshal.GetArrayDataReference(rest);
        for (nuint at = 0; at < (nuint)whole.Length; at += Lanes)
            (Vector256.LoadUnsafe(ref a, at) - Vector256.LoadUnsafe(ref b, at)).StoreUnsafe(ref c, at);
    }

    // Gain: how much the squared gradient sums of the two sides, each over its rows, exceed that of the whole.
    private Split BestSplit(float[] histogram, int rows, ReadOnlySpan<int> features)
    {
        var best = default(Split);
        if (rows < 2 * _options.LeastRows) return best;
        ref var sums = ref MemoryMarshal.GetArrayDataReference(histogram);
        foreach (var feature in features)
        {
            var start = (nuint)(feature * FeatureBins.Most * Lanes);
            var edges = _bins.Edges(feature);
            var total = Vector256<float>.Zero;
            for (var bin = 0; bin <= edges; bin++)
                total += Vector256.LoadUnsafe(ref sums, start + (nuint)(bin * Lanes));
            var whole = Energy(total);
            var left = Vector256<float>.Zero;
            for (var bin = 0; bin < edges; bin++)
            {
                left += Vector256.LoadUnsafe(ref sums, start + (nuint)(bin * Lanes));
                var right = total - left;
                if (left[Lanes - 1] < _options.LeastRows) continue;
                if (right[Lanes - 1] < _options.LeastRows) break;
                var gain = Energy(left) + Energy(right) - whole;
                if (gain > best.Gain) best = new Split(feature, bin, gain);
            }
        }
        return best;
    }

    private static float Energy(Vector256<float> sums)
    {
        var rows = sums[Lanes - 1];
        return Vector256.Dot(sums, sums) / rows - rows;
    }

    private int Partition(Span<int> rows, Split split)
    {
        var (low, high) = (0, rows.Length);
        while (low < high)
            if (_binned[rows[low] * _bins.Features + split.Feature] <= split.Bin) low++;
            else (rows[low], rows[--high]) = (rows[high], rows[low]);
        return low;
    }

    // A leaf answers the quantiles of what is left to explain in its rows, and shrinks them.
    private int AddLeaf(QuantileTree tree, ReadOnlySpan<int> rows, ReadOnlySpan<int> others)
    {
        Span<float> values = stackalloc float[Quantiles];
        var count = Math.Min(rows.Length, LeafSamples);
        for (var k = 0; k < Quantiles; k++)
        {
            for (var i = 0; i < count; i++)
            {
                var row = rows[(int)((long)i * rows.Length / count)];
                _residuals[i] = _targets[row] - _scores[row * Quantiles + k];
            }
            Array.Sort(_residuals, 0, count);
            var quantile = _residuals[Math.Min(count - 1, (int)(BoostedQuantiles.Levels[k] * count))];
            values[k] = (float)_options.LearningRate * quantile;
        }
        Add(rows, values);
        Add(others, values);
        return tree.AddLeaf(values);
    }

    private void Add(ReadOnlySpan<int> rows, ReadOnlySpan<float> values)
    {
        foreach (var row in rows)
            for (var k = 0; k < values.Length; k++)
                _scores[row * Quantiles + k] += values[k];
    }

    private readonly record struct Split(int Feature, int Bin, float Gain);
}
