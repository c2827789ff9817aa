using AquaTope.Models.Identity;
using AquaTope.Models.Pricing;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Optimization.Problems;

/// <summary>
/// A workflow whose stages follow <see cref="StageLaw"/>s, with multiplicative noise and stragglers: stage i of trial t
/// takes <c>min(60, L_i exp(sigma N(t, i)) B)</c> seconds, where B is the straggler factor if the uniform number
/// (t, 1000 + i) is below the straggler rate, else 1.
/// </summary>
public sealed class ModelledWorkflowProblem : WorkflowProblem
{
    private const ulong FirstStragglerColumn = 1000;
    private const ulong FirstFailureColumn = 2000;

    private readonly IReadOnlyList<StageLaw> _laws;
    private readonly RunNoise _noise;
    private readonly Lazy<double?> _optimum;

    /// <param name="name">The name by which commands call it.</param>
    /// <param name="number">The number of its streams of chance.</param>
    /// <param name="workflow">Stages, graph and target.</param>
    /// <param name="laws">One law per stage.</param>
    /// <param name="noise">What disturbs a run.</param>
    public ModelledWorkflowProblem(
        string name, ulong number, Workflow workflow, IReadOnlyList<StageLaw> laws, RunNoise noise)
        : base(
            name, number, workflow, SearchSpace.Of(workflow, ResourceRange.Default), new PriceModel(),
            QosMeasure.Nominal)
    {
        _laws = laws;
        _noise = noise;
        _optimum = new Lazy<double?>(
            () => ExactOptimum.Of(this, (stage, resources) => _laws[stage].Seconds(resources)));
    }

    /// <summary>Three stages in a row, 3 seconds.</summary>
    public static ModelledWorkflowProblem ThreeInARow { get; } = Build(
        "wf3", 6, 3.0,
        ("stage0", new StageLaw(1.2, 0.60, 512, 0.5), []),
        ("stage1", new StageLaw(3.0, 0.92, 3072, 0.8), ["stage0"]),
        ("stage2", new StageLaw(0.8, 0.30, 1024, 0.3), ["stage1"]));

    /// <summary>Five stages, the second and third side by side, 4.2 seconds.</summary>
    public static ModelledWorkflowProblem FiveWithAPair { get; } = Build(
        "wf5", 7, 4.2,
        ("stage0", new StageLaw(0.6, 0.20, 384, 0.4), []),
        ("stage1", new StageLaw(2.5, 0.85, 2048, 0.6), ["stage0"]),
        ("stage2", new StageLaw(1.8, 0.70, 1024, 0.5), ["stage0"]),
        ("stage3", new StageLaw(3.5, 0.95, 4096, 0.8), ["stage1", "stage2"]),
        ("stage4", new StageLaw(0.5, 0.40, 512, 0.3), ["stage3"]));

    /// <summary>The exact optimum over the whole grid.</summary>
    public override double? Optimum => _optimum.Value;

    public override Evaluation Truth(ResourcePlan plan) => Compose(plan, Undisturbed(plan));

    public override Evaluation Observe(ResourcePlan plan, ulong seed, int trial)
    {
        var chance = Chance(seed);
        var row = (ulong)trial;
        var seconds = Undisturbed(plan);
        for (var stage = 0; stage < seconds.Length; stage++)
        {
            var column = (ulong)stage;
            if (_noise.FailureRate > 0 && chance.Uniform(row, FirstFailureColumn + column) < _noise.FailureRate)
                return new Evaluation.Failed(stage, "the run failed");
            var straggles = chance.Uniform(row, FirstStragglerColumn + column) < _noise.StragglerRate;
            var factor = Math.Exp(_noise.Sigma * chance.Normal(row, column)) * (straggles ? _noise.StragglerFactor : 1);
            seconds[stage] = Math.Min(StageLaw.LimitSeconds, seconds[stage] * factor);
        }
        return Compose(plan, seconds);
    }

    /// <summary>The same workflow, disturbed otherwise.</summary>
    public ModelledWorkflowProblem With(RunNoise noise) => new(Name, Number, Workflow, _laws, noise);

    /// <summary>The same workflow after a change: one of its stages takes so many times as long.</summary>
    public ModelledWorkflowProblem Slower(int stage, double factor) => new(
        Name, Number, Workflow,
        [.. _laws.Select((law, at) => at == stage ? law with { Work = factor * law.Work } : law)], _noise);

    private double[] Undisturbed(ResourcePlan plan) =>
        [.. _laws.Select((law, stage) => law.Seconds(plan.Stages[stage]))];

    private static ModelledWorkflowProblem Build(
        string name, ulong number, double qosSeconds, params (string Name, StageLaw Law, string[] After)[] stages)
    {
        var list = stages.Select(stage => new Stage(
            new StageName(stage.Name), FunctionId.Parse($"guest/{name}-{stage.Name}"),
            [.. stage.After.Select(after => new StageName(after))])).ToList();
        var qos = new QosTarget(TimeSpan.FromSeconds(qosSeconds));
        return Workflow.TryCreate(WorkflowId.Parse(name), list, qos, "{}", out var workflow, out var problem)
            ? new ModelledWorkflowProblem(
                name, number, workflow, [.. stages.Select(stage => stage.Law)], RunNoise.Default)
            : throw new InvalidOperationException($"{name}: {problem}.");
    }
}
