namespace AquaTope.Models.Optimization.BlackBox.Designers;

/// <summary>How designers without a model walk their sequence of points.</summary>
internal static class FreshPoints
{
    // Where so many points in a row fall onto points that are known already, the grid is as good as exhausted.
    private const int MostRepeats = 1000;

    /// <summary>
    /// The next points that are not taken. With n points taken the walk begins at position n, so the place in the
    /// sequence need not be remembered.
    /// </summary>
    public static IReadOnlyList<double[]> Walk(
        PointSpace space, Func<uint, double[]> pointAt, IEnumerable<double[]> taken, int count)
    {
        var known = taken.ToList();
        var fresh = new List<double[]>();
        var position = (uint)known.Count;
        for (var repeats = 0; fresh.Count < count && repeats < MostRepeats; position++)
        {
            var point = pointAt(position);
            space.Snap(point);
            if (known.Exists(other => PointSpace.Same(other, point)))
            {
                repeats++;
                continue;
            }
            known.Add(point);
            fresh.Add(point);
            repeats = 0;
        }
        return fresh;
    }
}
