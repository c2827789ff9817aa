using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Models.Optimization.Designers;

/// <summary>Plans drawn evenly from the space: what any designer must beat.</summary>
public sealed class RandomDesigner(StudyDefinition study) : IDesigner
{
    private readonly CounterRandom _chance = new(study.Seed);

    public const string DesignerName = "random";

    public string Name => DesignerName;

    public IReadOnlyList<ResourcePlan> Suggest(StudyHistory history, int count) =>
        PointSequence.Untried(study.Space, PointAt, history, count);

    public Recommendation Recommend(StudyHistory history) => Recommendation.From(study, history);

    private double[] PointAt(uint position)
    {
        var point = new double[study.Space.Dimensions];
        for (var i = 0; i < point.Length; i++) point[i] = _chance.Uniform(position, (ulong)i);
        return point;
    }
}
