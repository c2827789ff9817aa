using AquaTope.Models.Optimization.BlackBox;
using AquaTope.Models.Optimization.Staged.Plans;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Optimization.Problems;

/// <summary>
/// A problem that is a workflow to be sized: the objective is what a run costs, the one constraint its end-to-end
/// seconds over the target, and every evaluation also shows what each stage took.
/// </summary>
public abstract class WorkflowProblem : Problem
{
    protected WorkflowProblem(
        string name, ulong number, Workflow workflow, SearchSpace space, PriceModel prices, QosMeasure measure)
        : base(name, number, space.Dimensions, constraints: 1)
    {
        Workflow = workflow;
        Space = space;
        Prices = prices;
        Measure = measure;
    }

    /// <summary>The stages, their graph, and the target.</summary>
    public Workflow Workflow { get; }

    /// <summary>The plans that the points of the unit cube stand for.</summary>
    public SearchSpace Space { get; }

    public override PointSpace Points => new([.. Space.Ranges.SelectMany(Steps)]);

    public PriceModel Prices { get; }

    /// <summary>Which latency of a plan the target is held against when its truth is judged.</summary>
    public QosMeasure Measure { get; }

    /// <summary>
    /// For each function what it may be given; <see langword="null"/> for the whole grid of the space at its prices.
    /// </summary>
    public virtual IReadOnlyList<IReadOnlyList<PricedConfiguration>>? Choices => null;

    /// <summary>The plan that an evaluation really runs: the one asked for, or the nearest there is.</summary>
    public virtual ResourcePlan Actual(ResourcePlan plan) => plan;

    /// <summary>The noise-free evaluation of a plan, on the grid of <see cref="Space"/> or off it.</summary>
    public abstract Evaluation Truth(ResourcePlan plan);

    /// <summary>A noisy evaluation of a plan.</summary>
    public abstract Evaluation Observe(ResourcePlan plan, ulong seed, int trial);

    public sealed override Evaluation Truth(IReadOnlyList<double> point) => Truth(Space.ToPlan([.. point]));

    public sealed override Evaluation Observe(IReadOnlyList<double> point, ulong seed, int trial) =>
        Observe(Space.ToPlan([.. point]), seed, trial);

    /// <summary>
    /// The number of the streams of a problem that has none by convention: a hash of its name above 1000.
    /// </summary>
    internal static ulong StreamOf(string name) => 1000 + StableHash.Of(name) % 1_000_000;

    /// <summary>The price of a second under a configuration.</summary>
    public virtual double PerSecond(ResourceConfiguration resources) => Prices.PerSecond(resources);

    /// <summary>Cost and latency of a run whose stages took so many seconds.</summary>
    protected Evaluation.Measured Compose(ResourcePlan plan, double[] seconds)
    {
        var cost = 0.0;
        for (var stage = 0; stage < seconds.Length; stage++)
            cost += seconds[stage] * PerSecond(plan.Stages[stage]);
        return new Evaluation.Measured(
            cost, [Workflow.Graph.EndToEnd(seconds) - Workflow.Qos.Latency.TotalSeconds], seconds);
    }

    private static IEnumerable<int> Steps(ResourceRange range)
    {
        if (range.VariesCpu)
            yield return (range.MaximumCpu.Millicores - range.MinimumCpu.Millicores) / range.CpuStep.Millicores;
        if (range.VariesMemory)
            yield return (range.MaximumMemory.Megabytes - range.MinimumMemory.Megabytes) / range.MemoryStep.Megabytes;
    }
}
