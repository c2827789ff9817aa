namespace AquaTope.Models.Optimization.BlackBox.Designers;

/// <summary>
/// Points spread over the cube by a Sobol sequence, shifted by the seed. Coordinates beyond the sequence's last
/// dimension are drawn evenly.
/// </summary>
public sealed class SobolPointDesigner(PointSpace space, ulong seed) : IPointDesigner
{
    public const string DesignerName = "sobol";

    private readonly EvenPoints _points = new(space.Dimensions, seed);

    public string Name => DesignerName;

    public IReadOnlyList<double[]> Suggest(IReadOnlyList<PointTrial> history, int count) =>
        Suggest(history.Select(trial => trial.Point), count);

    /// <summary>The next points of the sequence that are not taken.</summary>
    internal IReadOnlyList<double[]> Suggest(IEnumerable<double[]> taken, int count) =>
        FreshPoints.Walk(space, _points.At, taken, count);

    public double[]? Recommend(IReadOnlyList<PointTrial> history) => ObservedBest.Of(history);
}
