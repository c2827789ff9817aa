using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Workflows;
using static AquaTope.Models.Tests.Optimization.ModelStudies;

namespace AquaTope.Models.Tests.Optimization;

public sealed class RecommendationSpecs
{
    [Fact]
    public void Among_plans_that_keep_the_promise_the_cheapest_wins()
    {
        var answer = From(Run(1024, 0.5, 0.5), Run(256, 0.5, 0.5), Run(512, 0.5, 0.5));

        answer.Plan.ShouldBe(Plan(256));
        answer.Because.ShouldStartWith("trial 1 costs 0.088 a run");
        answer.Because.ShouldContain("the present plan costs 0.0927");
    }

    [Fact]
    public void A_cheaper_plan_that_missed_the_target_once_is_passed_over()
    {
        From(Run(1024, 0.5, 0.5), Run(256, 0.2, 1.1)).Plan.ShouldBe(Present);
    }

    [Fact]
    public void A_plan_too_close_to_the_target_for_its_spread_is_passed_over()
    {
        From(Run(1024, 0.5, 0.5), Run(256, 0.95, 0.95)).Plan.ShouldBe(Present);
    }

    [Fact]
    public void The_more_the_runs_scatter_the_more_room_they_need()
    {
        From(Run(1024, 0.7, 0.71), Run(256, 0.6, 0.61), Run(512, 0.7, 0.71)).Plan.ShouldBe(Plan(256));
        From(Run(1024, 0.4, 0.99), Run(256, 0.6, 0.61), Run(512, 0.4, 0.99)).Plan.ShouldBe(Present);
    }

    [Fact]
    public void A_promise_that_the_present_plan_breaks_is_worth_a_higher_cost()
    {
        From(Run(1024, 1.4, 1.4), Run(2048, 0.5, 0.5)).Plan.ShouldBe(Plan(2048));
    }

    [Fact]
    public void Where_no_plan_keeps_the_promise_the_present_one_stays()
    {
        var answer = From(Run(1024, 1.4, 1.4), Run(2048, 1.2, 1.1));

        answer.Plan.ShouldBe(Present);
        answer.Because.ShouldContain("none of 2 plans");
    }

    [Fact]
    public void A_plan_that_failed_is_never_recommended()
    {
        var history = StudyHistory.Empty
            .With(new Trial.Measured(0, Present, Runs(1.4, 1.4)))
            .With(new Trial.Failed(1, Plan(128), new StageName("f"), "out of memory"));

        Recommendation.From(Definition(), history).Plan.ShouldBe(Present);
    }

    private static (int Megabytes, double[] Seconds) Run(int megabytes, params double[] seconds) =>
        (megabytes, seconds);

    private static Recommendation From(params (int Megabytes, double[] Seconds)[] trials)
    {
        var history = StudyHistory.Empty;
        foreach (var (megabytes, seconds) in trials)
            history = history.With(new Trial.Measured(history.NextNumber, Plan(megabytes), Runs(seconds)));
        return Recommendation.From(Definition(), history);
    }
}
