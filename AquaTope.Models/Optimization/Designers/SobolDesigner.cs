using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Optimization.Designers;

/// <summary>
/// Plans spread over the space by a Sobol sequence, shifted by the seed. Coordinates beyond the sequence's last dimension
/// are drawn evenly.
/// </summary>
public sealed class SobolDesigner : IDesigner
{
    public const string DesignerName = "sobol";

    private readonly SearchSpace _space;
    private readonly CounterRandom _chance;
    private readonly SobolSequence _sequence;

    public SobolDesigner(SearchSpace space, ulong seed)
    {
        _space = space;
        _chance = new CounterRandom(seed);
        _sequence = new SobolSequence(Math.Clamp(space.Dimensions, 1, SobolSequence.MaximumDimensions), seed);
    }

    public string Name => DesignerName;

    public IReadOnlyList<ResourcePlan> Suggest(StudyHistory history, int count) =>
        PointSequence.Untried(_space, PointAt, history, count);

    private double[] PointAt(uint position)
    {
        var even = _sequence.Point(position);
        var point = new double[_space.Dimensions];
        for (var i = 0; i < point.Length; i++)
            point[i] = i < even.Length ? even[i] : _chance.Uniform(position, (ulong)i);
        return point;
    }
}
