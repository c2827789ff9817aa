namespace AquaTope.Models.Forecasting.Trees;

/// <summary>
/// Cuts every feature into at most <see cref="Most"/> bins of about as many rows each; what is missing lies in the
/// lowest.
/// </summary>
internal sealed class FeatureBins
{
    /// <summary>Bins of a feature.</summary>
    public const int Most = 64;

    private const int MostSamples = 20_000;

    private readonly float[][] _edges;

    private FeatureBins(float[][] edges) => _edges = edges;

    /// <summary>How many features there are.</summary>
    public int Features => _edges.Length;

    /// <summary>The bins of rows <c>[row, feature]</c>.</summary>
    public static FeatureBins Of(ReadOnlySpan<float> rows, int features)
    {
        var count = rows.Length / features;
        var stride = Math.Max(1, count / MostSamples);
        var edges = new float[features][];
        var values = new List<float>(MostSamples);
        for (var f = 0; f < features; f++)
        {
            values.Clear();
            for (var row = 0; row < count; row += stride)
                if (!float.IsNaN(rows[row * features + f]))
                    values.Add(rows[row * features + f]);
            edges[f] = Edges(values);
        }
        return new FeatureBins(edges);
    }

    /// <summary>The largest value of a bin; rows up to it lie left of a split there.</summary>
    public float Edge(int feature, int bin) => _edges[feature][bin];

    /// <summary>How many splits a feature offers.</summary>
    public int Edges(int feature) => _edges[feature].Length;

    /// <summary>The bins of one row.</summary>
    public void Bin(ReadOnlySpan<float> row, Span<byte> bins)
    {
        for (var f = 0; f < row.Length; f++) bins[f] = float.IsNaN(row[f]) ? (byte)0 : Find(_edges[f], row[f]);
    }

    // The first bin whose edge is not below the value; the last bin has no edge.
    private static byte Find(float[] edges, float value)
    {
        var (low, high) = (0, edges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (edges[middle] >= value) high = middle;
            else low = middle + 1;
        }
        return (byte)low;
    }

    private static float[] Edges(List<float> values)
    {
        if (values.Count == 0) return [];
        values.Sort();
        var edges = new List<float>(Most - 1);
        for (var bin = 1; bin < Most; bin++)
        {
            var edge = values[(int)((long)bin * values.Count / Most)];
            if ((edges.Count == 0 || edge > edges[^1]) && edge < values[^1]) edges.Add(edge);
        }
        return [.. edges];
    }
}
