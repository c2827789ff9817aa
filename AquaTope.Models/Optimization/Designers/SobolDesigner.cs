using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Models.Optimization.Designers;

/// <summary>
/// Plans spread over the space by a Sobol sequence, shifted by the seed. Coordinates beyond the sequence's
/// last dimension are drawn evenly.
/// </summary>
public sealed class SobolDesigner : IDesigner
{
    public const string DesignerName = "sobol";

    private readonly StudyDefinition _study;
    private readonly CounterRandom _chance;
    private readonly SobolSequence _sequence;

    public SobolDesigner(StudyDefinition study)
    {
        _study = study;
        _chance = new CounterRandom(study.Seed);
        _sequence = new SobolSequence(
            Math.Clamp(study.Space.Dimensions, 1, SobolSequence.MaximumDimensions), study.Seed);
    }

    public string Name => DesignerName;

    public IReadOnlyList<ResourcePlan> Suggest(StudyHistory history, int count) =>
        PointSequence.Untried(_study.Space, PointAt, history, count);

    public Recommendation Recommend(StudyHistory history) => Recommendation.From(_study, history);

    private double[] PointAt(uint position)
    {
        var even = _sequence.Point(position);
        var point = new double[_study.Space.Dimensions];
        for (var i = 0; i < point.Length; i++)
            point[i] = i < even.Length ? even[i] : _chance.Uniform(position, (ulong)i);
        return point;
    }
}
