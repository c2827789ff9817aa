namespace AquaTope.Models.Forecasting.Trees;

/// <summary>
/// One regression tree that answers several quantiles at once: one structure, a value for each quantile in every leaf.
/// </summary>
internal sealed class QuantileTree
{
    private readonly List<Node> _nodes = [];
    private readonly List<float> _values = [];

    /// <summary>Adds a leaf.</summary>
    /// <returns>The number of the node.</returns>
    public int AddLeaf(ReadOnlySpan<float> values)
    {
        _nodes.Add(new Node(-1, 0, _values.Count, 0));
        _values.AddRange(values);
        return _nodes.Count - 1;
    }

    /// <summary>Adds a node whose children are not known yet.</summary>
    /// <returns>The number of the node.</returns>
    public int AddSplit(int feature, float threshold)
    {
        _nodes.Add(new Node(feature, threshold, 0, 0));
        return _nodes.Count - 1;
    }

    /// <summary>Gives a split its children.</summary>
    public void Link(int split, int left, int right) =>
        _nodes[split] = _nodes[split] with { Left = left, Right = right };

    /// <summary>
    /// Adds the values of the leaf a row falls into. A missing value goes left, as it
    /// does in <see cref="FeatureBins"/>.
    /// </summary>
    public void AddTo(ReadOnlySpan<float> row, Span<float> sums)
    {
        var node = _nodes[0];
        while (node.Feature >= 0) node = _nodes[row[node.Feature] > node.Threshold ? node.Right : node.Left];
        for (var k = 0; k < sums.Length; k++) sums[k] += _values[node.Left + k];
    }

    /// <summary>A split, or a leaf without a feature whose values begin at <paramref name="Left"/>.</summary>
    private readonly record struct Node(int Feature, float Threshold, int Left, int Right);
}
