using AquaTope.Models.Forecasting.Features;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Trees;

/// <summary>
/// Generations of trees for many series: series that are long have trees of their own, the others share those grown on
/// all short ones together.
/// </summary>
internal sealed class SeriesTrees
{
    // Enough rows for trees of their own; with fewer, what other series have in common teaches more.
    private const int LeastOwnWindows = 4_000;
    private const int MostRows = 60_000;

    private readonly Dictionary<FunctionId, IReadOnlyList<TreeGeneration>> _own = [];
    private readonly DemandSet _past;
    private readonly OpenTreeFeatures _open;
    private IReadOnlyList<TreeGeneration> _shared = [];

    private SeriesTrees(DemandSet past, OpenTreeFeatures open)
    {
        _past = past;
        _open = open;
    }

    /// <summary>Grows all generations.</summary>
    /// <param name="past">What may be learned from.</param>
    /// <param name="open">What trees are told.</param>
    /// <param name="shares">How much of the past each generation has seen, rising.</param>
    /// <param name="options">How trees are boosted.</param>
    /// <param name="seed">The seed of every draw.</param>
    /// <param name="progress">Told after every generation.</param>
    /// <param name="cancellation">Stops between two trees.</param>
    public static SeriesTrees Grow(
        DemandSet past, OpenTreeFeatures open, IReadOnlyList<double> shares, TreeOptions options, ulong seed,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var trees = new SeriesTrees(past, open);
        var isLong = past.Series.ToLookup(series => series.Demand.Length >= LeastOwnWindows);
        var groups = isLong[true].Select(series => new[] { series }).ToList();
        if (isLong[false].Any()) groups.Add([.. isLong[false]]);
        for (var i = 0; i < groups.Count; i++)
        {
            var generations = trees.Grow(groups[i], shares, options, seed + (ulong)i, cancellation);
            if (groups[i][0].Demand.Length >= LeastOwnWindows) trees._own[groups[i][0].Function] = generations;
            else trees._shared = generations;
            progress?.Report(new TrainingProgress("trees", i + 1, groups.Count, double.NaN, double.NaN));
        }
        return trees;
    }

    /// <summary>
    /// A cursor on that function's series with its trees; none of them where nothing was learned that would fit it.
    /// </summary>
    public TreeCursor Follow(FunctionId function, WindowIndex first) =>
        new(_open(_past.Window, first), first, _own.GetValueOrDefault(function, _shared));

    private List<TreeGeneration> Grow(
        DemandHistory[] series, IReadOnlyList<double> shares, TreeOptions options, ulong seed,
        CancellationToken cancellation)
    {
        var first = series.Min(history => history.LastWindow - (history.Demand.Length - 1));
        var windows = series.Max(history => history.LastWindow) - first + 1;
        var generations = new List<TreeGeneration>(shares.Count);
        foreach (var share in shares)
        {
            var end = first + (long)(share * windows);
            if (TreeTraining.Grow(
                    series, _past.Window, _open, end, MostRows, options, seed, cancellation) is { } generation)
                generations.Add(generation);
        }
        return generations;
    }
}
