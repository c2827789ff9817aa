using System.Runtime.InteropServices;
using AquaTope.Models.Forecasting.Features;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Trees;

/// <summary>Grows generations of trees on the windows before given ones.</summary>
internal static class TreeTraining
{
    /// <summary>
    /// Trees grown on every series' windows before <paramref name="end"/>, or <see langword="null"/> when there are too
    /// few of them. Of more rows than <paramref name="mostRows"/> some are drawn. They learn how far demand
    /// lies from the features' anchor.
    /// </summary>
    public static TreeGeneration? Grow(
        IEnumerable<DemandHistory> series, WindowLength window, OpenTreeFeatures open, WindowIndex end, int mostRows,
        TreeOptions options, ulong seed, CancellationToken cancellation)
    {
        var all = series.ToArray();
        var windows = all.Sum(history => (long)Math.Max(0, Math.Min(
            history.Demand.Length, end - history.LastWindow + history.Demand.Length - 1)));
        var share = Math.Min(1, mostRows / (double)Math.Max(1, windows));
        var random = new CounterRandom(seed);
        var rows = new List<float>();
        var targets = new List<float>();
        float[] row = [];
        for (var s = 0; s < all.Length; s++)
        {
            cancellation.ThrowIfCancellationRequested();
            var demand = all[s].Demand.Span;
            var first = all[s].LastWindow - (demand.Length - 1);
            var features = open(window, first);
            if (row.Length == 0)
            {
                row = new float[features.Count];
                rows.Capacity = row.Length * (int)Math.Min(windows, mostRows + mostRows / 10);
            }
            for (var i = 0; i < demand.Length && first + i < end; i++)
            {
                if (i > 0 && (share >= 1 || random.Uniform((ulong)s, (ulong)i) < share))
                {
                    features.Write(row);
                    rows.AddRange(row);
                    targets.Add((float)(Math.Log(1 + (double)demand[i]) - features.Anchor));
                }
                features.Observe(demand[i]);
            }
        }
        if (targets.Count < 2 * options.LeastRows) return null;
        var booster = new TreeBooster(CollectionsMarshal.AsSpan(rows), [.. targets], options, seed);
        return new TreeGeneration(end, booster.Boost(cancellation));
    }
}
