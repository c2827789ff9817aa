namespace AquaTope.Models.Optimization.BlackBox.Designers;

/// <summary>
/// Chooses where a black box over the unit cube is evaluated next. A function of its space, its seed and the history
/// alone: asked again with the same history it answers the same.
/// </summary>
public interface IPointDesigner
{
    /// <summary>The name by which commands and reports call it.</summary>
    string Name { get; }

    /// <summary>At most <paramref name="count"/> points of the space's grid, to be evaluated as one batch.</summary>
    IReadOnlyList<double[]> Suggest(IReadOnlyList<PointTrial> history, int count);

    /// <summary>
    /// The evaluated point to apply: the best by what the designer believes, not by the luckiest observation;
    /// <see langword="null"/> where no point is believed to be feasible.
    /// </summary>
    double[]? Recommend(IReadOnlyList<PointTrial> history);
}
