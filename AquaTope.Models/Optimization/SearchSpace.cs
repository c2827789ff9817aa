using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Optimization;

/// <summary>
/// The plans a workflow may be given, as the unit cube [0, 1]^d. Each function has a coordinate for its CPU and one for
/// its memory, in this order, as far as its range leaves a choice. Stages that run the same function share its
/// coordinates, since a platform holds one limit per function.
/// </summary>
public sealed class SearchSpace
{
    /// <param name="ranges">One range per function.</param>
    /// <param name="rangeOfStage">For each stage, the position of its function's range.</param>
    /// <exception cref="ArgumentException">A stage has no range, or a range no stage.</exception>
    public SearchSpace(IReadOnlyList<ResourceRange> ranges, IReadOnlyList<int> rangeOfStage)
    {
        if (!rangeOfStage.Distinct().Order().SequenceEqual(Enumerable.Range(0, ranges.Count)))
            throw new ArgumentException("Stages and ranges do not match.", nameof(rangeOfStage));
        Ranges = ranges;
        RangeOfStage = rangeOfStage;
        Dimensions = ranges.Sum(range => (range.VariesCpu ? 1 : 0) + (range.VariesMemory ? 1 : 0));
    }

    public IReadOnlyList<ResourceRange> Ranges { get; }

    public IReadOnlyList<int> RangeOfStage { get; }

    /// <summary>The number of coordinates of a point; 0 where nothing is left to choose.</summary>
    public int Dimensions { get; }

    /// <summary>The space of a workflow all of whose functions may be given any configuration of the range.</summary>
    public static SearchSpace Of(Workflow workflow, ResourceRange range)
    {
        var functions = workflow.Functions.ToList();
        return new SearchSpace(
            [.. functions.Select(_ => range)],
            [.. workflow.Stages.Select(stage => functions.IndexOf(stage.Function))]);
    }

    /// <summary>The plan at a point of the unit cube, on the real grid.</summary>
    /// <exception cref="ArgumentException">The point has another number of coordinates than the space.</exception>
    public ResourcePlan ToPlan(ReadOnlySpan<double> point)
    {
        if (point.Length != Dimensions)
            throw new ArgumentException($"{point.Length} coordinates for {Dimensions} dimensions.", nameof(point));

        var at = 0;
        var configurations = new ResourceConfiguration[Ranges.Count];
        for (var i = 0; i < configurations.Length; i++)
        {
            var range = Ranges[i];
            var cpu = range.VariesCpu ? range.CpuAt(point[at++]) : range.MinimumCpu;
            var memory = range.VariesMemory ? range.MemoryAt(point[at++]) : range.MinimumMemory;
            configurations[i] = new ResourceConfiguration(cpu, memory);
        }
        return new ResourcePlan([.. RangeOfStage.Select(range => configurations[range])]);
    }

    /// <summary>The point of a plan; what lies outside a range is moved to its nearest bound.</summary>
    public double[] ToPoint(ResourcePlan plan)
    {
        var point = new List<double>(Dimensions);
        for (var i = 0; i < Ranges.Count; i++)
        {
            var configuration = plan.Stages[IndexOfStage(i)];
            if (Ranges[i].VariesCpu) point.Add(Ranges[i].PositionOf(configuration.Cpu));
            if (Ranges[i].VariesMemory) point.Add(Ranges[i].PositionOf(configuration.Memory));
        }
        return [.. point];
    }

    private int IndexOfStage(int range)
    {
        for (var stage = 0; stage < RangeOfStage.Count; stage++)
            if (RangeOfStage[stage] == range)
                return stage;
        throw new ArgumentOutOfRangeException(nameof(range), range, "No stage has this range.");
    }
}
