using AquaTope.Models.Optimization.Acquisition;

namespace AquaTope.Models.Optimization.BlackBox.Designers;

/// <summary>Chooses a batch one point after the other, each judged by what it adds to those before.</summary>
/// <param name="space">Where the points lie.</param>
/// <param name="improvement">What the batch is to gain; it is told of every point chosen.</param>
/// <param name="maximizer">Finds each point.</param>
/// <param name="ranked">The evaluated points, best first.</param>
internal sealed class PointBatch(
    PointSpace space, IAcquisition improvement, AcquisitionMaximizer maximizer, IEnumerable<double[]> ranked)
{
    // Climbs begin near so many of the evaluated points.
    private const int Anchors = 4;

    /// <summary>Another judge of a position in the history than the improvement; none where it returns null.</summary>
    public Func<int, IAcquisition?> Judge { get; init; } = _ => null;

    /// <summary>At most so many points of the grid that are neither evaluated nor under way.</summary>
    /// <param name="evaluated">The points of the history.</param>
    /// <param name="pending">The points under way.</param>
    /// <param name="count">Points wanted.</param>
    /// <param name="seed">Of the points that fill the batch where the search finds none that is not taken.</param>
    public IReadOnlyList<double[]> Choose(
        IEnumerable<double[]> evaluated, IReadOnlyList<double[]> pending, int count, ulong seed)
    {
        var taken = evaluated.ToList();
        var anchors = ranked.Take(Anchors).ToList();
        foreach (var point in pending) Take(point);
        var batch = new List<double[]>();
        while (batch.Count < count
               && maximizer.Maximize(
                   Judge(taken.Count) ?? improvement, anchors, taken, pending.Count + batch.Count) is { } point)
        {
            Take(point);
            batch.Add(point);
        }
        batch.AddRange(new SobolPointDesigner(space, seed).Suggest(taken, count - batch.Count));
        return batch;

        void Take(double[] point)
        {
            improvement.Choose(point);
            taken.Add(point);
        }
    }
}
