using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Problems;
using AquaTope.Models.Optimization.Problems.Comparing;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Optimization.Staged;
using AquaTope.Models.Optimization.Staged.Learning;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Optimization.Staged;

public sealed class EarlierStudySpecs
{
    private static readonly StagedOptions Nominal = new() { Measure = QosMeasure.Nominal };
    private static readonly ModelledWorkflowProblem Before = ModelledWorkflowProblem.ThreeInARow;

    private static readonly ModelledWorkflowProblem After = new(
        "slower", 6, Before.Workflow,
        [
            new StageLaw(1.2, 0.60, 512, 0.5), new StageLaw(1.5 * 3.0, 0.92, 3072, 0.8),
            new StageLaw(0.8, 0.30, 1024, 0.3)
        ],
        RunNoise.Default);

    [Fact]
    public void Earlier_trials_of_what_has_not_changed_are_as_good_as_own_ones()
    {
        var trials = Trials(Before, 1, 24);
        var study = PlanSolver.StudyOf(Before, 1, new StudyOptions());
        var told = study with { Earlier = new EarlierEvidence([.. trials.Take(20)], [], []) };

        var own = new StagedDesigner(study, Nominal).Recommend(HistoryOf(trials));
        var both = new StagedDesigner(told, Nominal).Recommend(HistoryOf(trials.Skip(20)));

        both.Plan.ShouldBe(own.Plan);
        both.Because.ShouldBe(own.Because);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(null)]
    public void A_few_trials_suffice_where_one_stage_has_become_slower(double? told)
    {
        var excess = Enumerable.Range(1, 3).Select(seed => Excess((ulong)seed, told, 8)).Order().ToList();

        excess[1].ShouldBeLessThan(0.1);
        excess.ShouldAllBe(value => value > 0);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(null)]
    public void The_factor_of_a_change_is_learned_and_the_shape_is_kept(double? told)
    {
        var truth = new StageModel(2, 0.85, 1500, 0.6, 0.1, 0.02);
        var present = new StageEvidence(Runs(truth with { Work = 1.6 * truth.Work }, 6, 3), []);
        var change = new StageChange(Before.Workflow.Stages[0].Function, told);
        var both = present with { Former = FormerRuns.Of(Runs(truth, 60, 4), change) };

        var (cold, warm) = (Learn(present), Learn(both));

        warm.Factor.ShouldBe(1.6, 0.12);
        warm.Models.Average(model => Log(model)).ShouldBe(Math.Log(1.6 * truth.Seconds(4, 400)), 0.12);
        Spread(warm).ShouldBeLessThan(0.5 * Spread(cold));
    }

    [Fact]
    public void A_floor_is_forgotten_where_the_code_may_be_another()
    {
        var study = ModelStudies.Definition();
        var function = study.Workflow.Stages[0].Function;
        var failed = new Trial.Failed(0, ModelStudies.Plan(256), study.Workflow.Stages[0].Name, "out of memory");

        FailuresAfter().ShouldBe(1);
        FailuresAfter(new StageChange(function, 1.5)).ShouldBe(1);
        FailuresAfter(new StageChange(function, null)).ShouldBe(0);

        int FailuresAfter(params StageChange[] changes) => StageEvidence.Of(
            study with { Earlier = new EarlierEvidence([failed], changes, []) }, StudyHistory.Empty)[0].Failures.Count;
    }

    [Fact]
    public void A_plan_that_was_taken_back_is_not_answered_nor_one_with_less()
    {
        var history = HistoryOf(Trials(Before, 2, 20));
        var study = PlanSolver.StudyOf(Before, 2, new StudyOptions());
        var rejected = new StagedDesigner(study, Nominal).Recommend(history).Plan;

        var answer = new StagedDesigner(
            study with { Earlier = new EarlierEvidence([], [], [rejected]) }, Nominal).Recommend(history).Plan;

        answer.Stages.Zip(rejected.Stages, (next, last) => next.Cpu > last.Cpu || next.Memory > last.Memory)
            .ShouldContain(true);
    }

    // The cost over the optimum after so many trials of the reopened study; below zero where the answer is too slow.
    private static double Excess(ulong seed, double? told, int trials)
    {
        var changed = new StageChange(Before.Workflow.Stages[1].Function, told);
        var study = PlanSolver.StudyOf(After, seed, new StudyOptions()) with
        {
            Earlier = new EarlierEvidence(Trials(Before, seed, 30), [changed], [])
        };
        var designer = new StagedDesigner(study, Nominal);
        var history = StudyHistory.Empty.With(Measure(After, study.Present, seed + 100, 0));
        while (history.NextNumber < trials)
            history = history.With(
                Measure(After, designer.Suggest(history, 1).Single(), seed + 100, history.NextNumber));
        return After.Truth(designer.Recommend(history).Plan) is Evaluation.Measured { IsFeasible: true } truth
            ? truth.Objective / After.Optimum!.Value - 1
            : -1;
    }

    private static List<Trial> Trials(ModelledWorkflowProblem problem, ulong seed, int count) =>
    [
        .. Enumerable.Range(0, count).Select(
            i => Measure(problem, problem.Space.ToPlan(problem.InitialPoint(seed, i)), seed, i))
    ];

    private static Trial.Measured Measure(ModelledWorkflowProblem problem, ResourcePlan plan, ulong seed, int number)
    {
        var seen = (Evaluation.Measured)problem.Observe(plan, seed, number);
        var latency = problem.Workflow.Graph.EndToEnd([.. seen.StageSeconds]);
        return new Trial.Measured(
            number, plan,
            [new WorkflowRun([.. seen.StageSeconds.Select(TimeSpan.FromSeconds)], TimeSpan.FromSeconds(latency))]);
    }

    private static StudyHistory HistoryOf(IEnumerable<Trial> trials) => trials.Aggregate(
        StudyHistory.Empty, (history, trial) => history.With(trial with { Number = history.NextNumber }));

    private static List<StageRun> Runs(StageModel truth, int count, ulong seed)
    {
        var chance = new CounterRandom(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                var row = (ulong)i;
                var (cores, megabytes) =
                    (0.1 + 5.9 * chance.Uniform(row, 0), 128 + (int)(8000 * chance.Uniform(row, 1)));
                return new StageRun(
                    ResourceConfiguration.Of(cores, megabytes),
                    truth.Seconds(cores, megabytes) * Math.Exp(0.1 * chance.Normal(row, 2)));
            })
        ];
    }

    private static LearnedStage Learn(StageEvidence evidence) =>
        StageLearning.Learn([evidence], 1e9, 256, new CounterRandom(5))[0];

    private static double Log(StageModel model) => Math.Log(model.Seconds(4, 400));

    private static double Spread(LearnedStage learned)
    {
        var mean = learned.Models.Average(model => Log(model));
        return Math.Sqrt(learned.Models.Average(model => Math.Pow(Log(model) - mean, 2)));
    }
}
