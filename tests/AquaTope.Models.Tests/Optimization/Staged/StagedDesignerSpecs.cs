using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Problems;
using AquaTope.Models.Optimization.Problems.Comparing;
using AquaTope.Models.Optimization.Staged;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tests.Optimization.Staged;

public sealed class StagedDesignerSpecs
{
    private static readonly RunClocks Stopped = new(() => TimeSpan.Zero, () => TimeSpan.Zero);

    [Fact]
    public void After_twenty_trials_the_answer_is_close_to_the_optimum()
    {
        var problem = ModelledWorkflowProblem.ThreeInARow;
        var answers = Enumerable.Range(1, 3).Select(seed => Run(problem, (ulong)seed, 20)).ToList();

        answers.ShouldAllBe(answer => answer.Recommended!.Truth.IsFeasible);
        answers.Select(answer => ((Evaluation.Measured)answer.Recommended!.Truth).Objective).Order().ElementAt(1)
            .ShouldBeLessThan(1.08 * problem.Optimum!.Value);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        var (first, second) =
            (Run(ModelledWorkflowProblem.ThreeInARow, 4, 14), Run(ModelledWorkflowProblem.ThreeInARow, 4, 14));

        first.Trials.Select(trial => trial.Trial.Point).ShouldBe(second.Trials.Select(trial => trial.Trial.Point));
        first.Recommended!.Point.ShouldBe(second.Recommended!.Point);
    }

    [Fact]
    public void Every_plan_lies_on_the_grid()
    {
        var problem = ModelledWorkflowProblem.FiveWithAPair;
        var report = Run(problem, 5, 16);

        foreach (var point in
                 report.Trials.Skip(10).Select(trial => trial.Trial.Point).Append(report.Recommended!.Point))
            problem.Space.ToPoint(problem.Space.ToPlan(point)).ShouldBe(point);
    }

    [Fact]
    public void Without_a_measurement_the_present_plan_stays()
    {
        Designer(ModelStudies.Definition()).Recommend(StudyHistory.Empty).Plan.ShouldBe(ModelStudies.Present);
    }

    [Fact]
    public void Where_nothing_can_keep_the_target_the_present_plan_stays()
    {
        var history = StudyHistory.Empty;
        foreach (var megabytes in new[] { 1024, 512, 4096, 8192 })
            history = history.With(
                new Trial.Measured(history.NextNumber, ModelStudies.Plan(megabytes), ModelStudies.Runs(50, 52, 49)));
        var fixedCpu = new ResourceRange(
            CpuShare.FromCores(1), CpuShare.FromCores(1), CpuShare.FromCores(1),
            MemorySize.FromMegabytes(128), MemorySize.FromMegabytes(10_240), MemorySize.FromMegabytes(128));

        var answer = Designer(ModelStudies.Definition(range: fixedCpu)).Recommend(history);

        answer.Plan.ShouldBe(ModelStudies.Present);
        answer.Because.ShouldContain("the present one stays");
    }

    [Fact]
    public void A_plan_that_may_keep_a_percentile_is_answered_where_the_present_one_surely_does_not()
    {
        // Two of twelve runs straggle: a tenth at most is allowed, so the promise hangs on what their true share is.
        var definition = ModelStudies.Definition() with { Present = Cores(0.5) };
        var history = StudyHistory.Empty.With(new Trial.Measured(0, definition.Present, ModelStudies.Runs(1.6, 1.62)));
        foreach (var (cores, seconds) in new[] { (1.0, 0.8), (2.0, 0.5), (4.0, 0.35), (1.5, 0.61), (3.0, 0.4) })
            history = history.With(new Trial.Measured(
                history.NextNumber, Cores(cores),
                ModelStudies.Runs(seconds, cores is 2 or 3 ? 40 * seconds : 1.01 * seconds)));

        var answer = new StagedDesigner(
            definition with { Workflow = Promising(0.9) }, new StagedOptions()).Recommend(history);

        answer.Plan.Stages[0].Cpu.Cores.ShouldBeGreaterThan(0.7);

        static ResourcePlan Cores(double cores) => new([ResourceConfiguration.Of(cores, 2048)]);

        static Workflow Promising(double percentile)
        {
            Workflow.TryCreate(
                ModelStudies.Workflow.Id, ModelStudies.Workflow.Stages,
                new QosTarget(TimeSpan.FromSeconds(1), percentile), "{}", out var workflow, out _).ShouldBeTrue();
            return workflow;
        }
    }

    [Fact]
    public void A_percentile_that_noise_endangers_is_given_more_room_than_the_median()
    {
        var definition = ModelStudies.Definition();
        var history = StudyHistory.Empty;
        foreach (var (cores, seconds) in new[]
                 {
                     (0.5, 1.6), (1.0, 0.8), (2.0, 0.5), (4.0, 0.35), (1.5, 0.61), (0.8, 1.0)
                 })
            history = history.With(new Trial.Measured(
                history.NextNumber, new ResourcePlan([ResourceConfiguration.Of(cores, 2048)]),
                ModelStudies.Runs(0.8 * seconds, seconds, 1.25 * seconds)));

        var percentile = Recommended(QosMeasure.Percentile);
        var nominal = Recommended(QosMeasure.Nominal);

        percentile.Cpu.ShouldBeGreaterThan(nominal.Cpu);

        ResourceConfiguration Recommended(QosMeasure measure) => new StagedDesigner(
            definition, new StagedOptions { Measure = measure }).Recommend(history).Plan.Stages[0];
    }

    [Fact]
    public void A_study_stops_once_a_trial_costs_more_than_it_can_save()
    {
        var problem = ModelledWorkflowProblem.ThreeInARow.With(new RunNoise(0.03, 0, 1));
        var study = PlanSolver.StudyOf(problem, 1, new StudyOptions());
        var history = StudyHistory.Empty;
        for (var trial = 0; trial < 30; trial++)
        {
            var plan = problem.Space.ToPlan(problem.InitialPoint(1, trial));
            var seen = (Evaluation.Measured)problem.Observe(plan, 1, trial);
            history = history.With(new Trial.Measured(
                trial, plan,
                [
                    new WorkflowRun(
                        [.. seen.StageSeconds.Select(TimeSpan.FromSeconds)],
                        TimeSpan.FromSeconds(seen.StageSeconds.Sum()))
                ]));
        }

        var (rare, frequent, endless) = (Serving(1000), Serving(10_000_000), Serving(null));

        rare.Suggest(history, 1).ShouldBeEmpty();
        rare.StopsBecause(history).ShouldStartWith("another trial would save ");
        rare.StopsBecause(history).ShouldContain(" over 1000 runs and cost ");
        frequent.Suggest(history, 1).Count.ShouldBe(1);
        endless.Suggest(history, 1).Count.ShouldBe(1);

        StagedDesigner Serving(double? runs) => new(
            study, new StagedOptions { Measure = problem.Measure, RunsServed = runs });
    }

    private static StagedDesigner Designer(StudyDefinition study) => new(study, new StagedOptions());

    private static ComparisonReport Run(Problem problem, ulong seed, int trials)
    {
        var options = new ComparisonOptions { Seed = seed, Trials = trials };
        return Comparison.Run(
            problem, Comparison.Solver(problem, StagedDesigner.DesignerName, options), options, Stopped);
    }
}
