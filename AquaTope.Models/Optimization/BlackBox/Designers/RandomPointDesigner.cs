using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Optimization.BlackBox.Designers;

/// <summary>Points drawn evenly from the cube: what any designer must beat.</summary>
public sealed class RandomPointDesigner(PointSpace space, ulong seed) : IPointDesigner
{
    public const string DesignerName = "random";

    private readonly CounterRandom _chance = new(seed);

    public string Name => DesignerName;

    public IReadOnlyList<double[]> Suggest(IReadOnlyList<PointTrial> history, int count) =>
        Suggest(history.Select(trial => trial.Point), count);

    /// <summary>The next points of the sequence that are not taken.</summary>
    internal IReadOnlyList<double[]> Suggest(IEnumerable<double[]> taken, int count) =>
        FreshPoints.Walk(space, PointAt, taken, count);

    public double[]? Recommend(IReadOnlyList<PointTrial> history) => ObservedBest.Of(history);

    private double[] PointAt(uint position)
    {
        var point = new double[space.Dimensions];
        for (var i = 0; i < point.Length; i++) point[i] = _chance.Uniform(position, (ulong)i);
        return point;
    }
}
