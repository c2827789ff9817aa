using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Optimization.Designers;

/// <summary>Plans drawn evenly from the space: what any designer must beat.</summary>
public sealed class RandomDesigner(SearchSpace space, ulong seed) : IDesigner
{
    private readonly CounterRandom _chance = new(seed);

    public const string DesignerName = "random";

    public string Name => DesignerName;

    public IReadOnlyList<ResourcePlan> Suggest(StudyHistory history, int count) =>
        PointSequence.Untried(space, PointAt, history, count);

    private double[] PointAt(uint position)
    {
        var point = new double[space.Dimensions];
        for (var i = 0; i < point.Length; i++) point[i] = _chance.Uniform(position, (ulong)i);
        return point;
    }
}
