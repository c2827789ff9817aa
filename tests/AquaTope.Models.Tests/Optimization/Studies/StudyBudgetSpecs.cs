using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;
using static AquaTope.Models.Tests.Optimization.ModelStudies;

namespace AquaTope.Models.Tests.Optimization.Studies;

public sealed class StudyBudgetSpecs
{
    /// <summary>Two measured runs a trial and one that warms; a core-second costs 1.</summary>
    private static readonly StudyDefinition Study = Definition() with { Prices = new PriceModel(1, 0) };

    private static readonly ResourcePlan Half = new([ResourceConfiguration.Of(0.5, 1024)]);

    [Fact]
    public void Before_anything_was_measured_a_stage_may_take_as_long_as_the_platform_lets_it()
    {
        StudyBudget.Worst(Study, StudyHistory.Empty, Present).Amount.ShouldBe(3 * 60, 1e-9);
    }

    [Fact]
    public void Then_it_may_take_a_quarter_more_than_it_took_and_longer_in_proportion_with_less()
    {
        var history = StudyHistory.Empty.With(new Trial.Measured(0, Present, Runs(0.5, 0.8)));

        StudyBudget.Worst(Study, history, Present).Amount.ShouldBe(3 * 1.25 * 0.8, 1e-9);
        StudyBudget.Worst(Study, history, Half).Amount.ShouldBe(3 * 1.25 * 1.6 * 0.5, 1e-9);
        StudyBudget.Worst(Study, history, new ResourcePlan([ResourceConfiguration.Of(4, 1024)])).Amount
            .ShouldBe(3 * 1.25 * 0.8 * 4, 1e-9);
        StudyBudget.Worst(Study, history, Plan(256)).Amount.ShouldBe(3 * 1.25 * 0.8 * 4, 1e-9);
    }

    [Fact]
    public void Of_several_trials_the_one_that_promises_least_counts()
    {
        var history = StudyHistory.Empty
            .With(new Trial.Measured(0, Present, Runs(0.5, 0.8)))
            .With(new Trial.Measured(1, Plan(256), Runs(1, 1.1)));

        StudyBudget.OfRun(Study, history, Plan(256)).Amount.ShouldBe(1.25 * 1.1, 1e-9);
        StudyBudget.OfRun(Study, history, Plan(512)).Amount.ShouldBe(1.25 * 1.1, 1e-9);
        StudyBudget.OfRun(Study, history, Plan(2048)).Amount.ShouldBe(1.25 * 0.8, 1e-9);
    }

    [Fact]
    public void Repetitions_are_cut_to_what_the_budget_leaves()
    {
        var history = StudyHistory.Empty.With(new Trial.Measured(0, Present, Runs(0.8, 0.8)));

        Allowed(2.4 + 2.9).ShouldBe(1);
        Allowed(2.4 + 3).ShouldBe(2);
        Allowed(100).ShouldBe(2);
        Allowed(2.4 + 1.9).ShouldBe(0);
        Allowed(1).ShouldBe(0);

        int Allowed(double spend) => StudyBudget.RepetitionsAllowed(
            Study with { Options = Study.Options with { Spend = spend } }, history, Present);
    }

    [Fact]
    public void A_trial_costs_its_runs_and_the_warming_one_as_much_as_the_dearest_of_them()
    {
        var history = StudyHistory.Empty.With(new Trial.Measured(0, Present, Runs(0.5, 0.8)));

        StudyBudget.Spent(Study, history).Amount.ShouldBe(0.5 + 0.8 + 0.8, 1e-9);
    }

    [Fact]
    public void Failures_and_attempts_in_vain_count_with_their_worst_cost()
    {
        var history = StudyHistory.Empty
            .With(new Trial.Measured(0, Present, Runs(1)))
            .With(new Trial.Pending(1, Present, 2))
            .With(new Trial.Failed(1, Present, new StageName("f"), "oom"));

        history.Repeats.ShouldBe(2);
        StudyBudget.Spent(Study, history).Amount.ShouldBe(2 + 3 * 3 * 1.25, 1e-9);
    }

    [Fact]
    public void Without_a_budget_of_money_every_trial_is_allowed()
    {
        StudyBudget.RepetitionsAllowed(Study, StudyHistory.Empty, Present).ShouldBe(2);
    }
}
