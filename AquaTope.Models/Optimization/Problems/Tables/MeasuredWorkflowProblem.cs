using AquaTope.Models.Identity;
using AquaTope.Models.Optimization.Staged.Plans;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Optimization.Problems.Tables;

/// <summary>
/// A workflow whose stages are looked up in tables of real measurements. A trial takes, for each stage, the nearest
/// measured configuration and of its repetitions the one at which the uniform number (t, stage) points; if that one
/// failed, so does the trial. Both time and price are those of the measured configuration.
/// </summary>
/// <remarks>
/// The truth of a plan is each stage's mean over the repetitions. A configuration one of whose
/// repetitions failed is not feasible.
/// </remarks>
public sealed class MeasuredWorkflowProblem : WorkflowProblem
{
    private readonly IReadOnlyList<StageTable> _tables;
    private readonly TablePricing _pricing;
    private readonly Lazy<double?> _optimum;

    private MeasuredWorkflowProblem(
        string name, ulong number, Workflow workflow, IReadOnlyList<StageTable> tables, TablePricing pricing)
        : base(
            name, number, workflow,
            new SearchSpace([.. tables.Select(table => table.Range)], [.. Enumerable.Range(0, tables.Count)]),
            new PriceModel(), QosMeasure.Mean)
    {
        _tables = tables;
        _pricing = pricing;
        _optimum = new Lazy<double?>(() => ExactOptimum.Of(this, (stage, at) => _tables[stage].Nearest(at).Mean));
    }

    /// <summary>The exact optimum over the measured configurations.</summary>
    public override double? Optimum => _optimum.Value;

    /// <summary>A problem of measured stages.</summary>
    /// <param name="name">The name by which reports call it; its streams of chance follow from it.</param>
    /// <param name="groups">Groups of stages that run side by side, one group after the other.</param>
    /// <param name="qosSeconds">The target.</param>
    /// <param name="pricing">What is paid for.</param>
    public static MeasuredWorkflowProblem Of(
        string name, IReadOnlyList<IReadOnlyList<StageTable>> groups, double qosSeconds, TablePricing pricing)
    {
        var stages = new List<Stage>();
        IReadOnlyList<StageName> before = [];
        foreach (var group in groups)
        {
            var names = new List<StageName>();
            foreach (var table in group)
            {
                var place = stages.Count;
                names.Add(new StageName($"{place}-{table.Name}"));
                stages.Add(new Stage(names[^1], FunctionId.Parse($"guest/stage-{place}"), before));
            }
            before = names;
        }

        var qos = new QosTarget(TimeSpan.FromSeconds(qosSeconds));
        return Workflow.TryCreate(WorkflowId.Parse("measured"), stages, qos, "{}", out var workflow, out var problem)
            ? new MeasuredWorkflowProblem(
                name, StreamOf(name), workflow, [.. groups.SelectMany(group => group)], pricing)
            : throw new ArgumentException($"{problem}.", nameof(groups));
    }

    public override IReadOnlyList<IReadOnlyList<PricedConfiguration>> Choices =>
    [
        .. _tables.Select(table => table.Configurations
            .Select(at => new PricedConfiguration(at.Resources, PerSecond(at.Resources))).ToList())
    ];

    public override ResourcePlan Actual(ResourcePlan plan) =>
        new([.. plan.Stages.Select((asked, stage) => _tables[stage].Nearest(asked).Resources)]);

    public override double PerSecond(ResourceConfiguration resources) => _pricing.PerSecond(Prices, resources);

    public override Evaluation Truth(ResourcePlan plan) => Evaluate(
        plan, (_, measured) => double.IsFinite(measured.Mean)
        ? measured.Mean
        : null);

    public override Evaluation Observe(ResourcePlan plan, ulong seed, int trial)
    {
        var chance = Chance(seed);
        return Evaluate(plan, (stage, measured) =>
        {
            var repetition = (int)(chance.Uniform((ulong)trial, (ulong)stage) * measured.Seconds.Count);
            return measured.Seconds[repetition];
        });
    }

    private Evaluation Evaluate(ResourcePlan plan, Func<int, MeasuredConfiguration, double?> secondsOf)
    {
        var seconds = new double[_tables.Count];
        var used = new ResourceConfiguration[_tables.Count];
        for (var stage = 0; stage < seconds.Length; stage++)
        {
            var measured = _tables[stage].Nearest(plan.Stages[stage]);
            if (secondsOf(stage, measured) is not { } value)
                return new Evaluation.Failed(stage, $"the measured run at {measured.Resources} failed");
            used[stage] = measured.Resources;
            seconds[stage] = value;
        }
        return Compose(new ResourcePlan(used), seconds);
    }
}
