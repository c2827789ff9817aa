using AquaTope.Models.Optimization;
using AquaTope.Models.Platform;
using AquaTope.Models.Workflows;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static AquaTope.Models.Tests.Optimization.ModelStudies;

namespace AquaTope.Models.Tests.Optimization;

public sealed class StudyDeciderSpecs
{
    [Fact]
    public void A_study_begins_with_the_present_plan()
    {
        var decision = StudyDecider.Decide(new StudyState.Unstarted(), new StudyCommand.Start(Definition()));

        decision.Events[1].ShouldBe(new StudyEvent.TrialSuggested(0, Present));
        decision.Effects.ShouldBe([new StudyEffect.MeasureTrial(0, Present, TimeSpan.Zero)]);
    }

    [Fact]
    public void After_a_measurement_the_designer_is_asked_with_everything_known()
    {
        var study = Started();

        var decision = StudyDecider.Decide(study, new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)));

        var asked = decision.Effects.ShouldHaveSingleItem().ShouldBeOfType<StudyEffect.AskDesigner>();
        asked.Count.ShouldBe(1);
        asked.History.Trials.ShouldHaveSingleItem().ShouldBeOfType<Trial.Measured>().Plan.ShouldBe(Present);
    }

    [Fact]
    public void Plans_of_a_batch_are_measured_one_after_the_other()
    {
        var study = Play(Started(Definition(trials: 5, batch: 2)), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)));

        var offered = StudyDecider.Decide(study, new StudyCommand.OfferPlans([Plan(256), Plan(512)]));
        offered.Effects.ShouldBe([new StudyEffect.MeasureTrial(1, Plan(256), TimeSpan.Zero)]);

        var next = StudyDecider.Decide(
            Play(study, new StudyCommand.OfferPlans([Plan(256), Plan(512)])),
            new StudyCommand.ReportTrial(1, Measured(0.6, 0.6)));
        next.Effects.ShouldBe([new StudyEffect.MeasureTrial(2, Plan(512), TimeSpan.Zero)]);
    }

    [Fact]
    public void A_failed_trial_is_evidence_and_the_study_goes_on()
    {
        var study = Play(
            Started(), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)), new StudyCommand.OfferPlans([Plan(128)]));

        var decision = StudyDecider.Decide(
            study, new StudyCommand.ReportTrial(1, new TrialOutcome.Failed(new StageName("f"), "out of memory")));

        decision.Events.ShouldBe([new StudyEvent.TrialFailed(1, new StageName("f"), "out of memory")]);
        decision.Effects.ShouldHaveSingleItem().ShouldBeOfType<StudyEffect.AskDesigner>()
            .History.Trials[1].ShouldBe(new Trial.Failed(1, Plan(128), new StageName("f"), "out of memory"));
    }

    [Fact]
    public void A_trial_that_did_not_run_is_tried_again_after_pauses_that_double()
    {
        var study = Started();
        var notRun = new StudyCommand.ReportTrial(0, new TrialOutcome.NotRun("busy"));

        StudyDecider.Decide(study, notRun).Effects
            .ShouldBe([new StudyEffect.MeasureTrial(0, Present, TimeSpan.FromSeconds(4))]);
        StudyDecider.Decide(Play(study, notRun), notRun).Effects
            .ShouldBe([new StudyEffect.MeasureTrial(0, Present, TimeSpan.FromSeconds(8))]);
    }

    [Fact]
    public void A_platform_that_lets_a_trial_down_too_often_ends_the_study_with_what_it_has()
    {
        var notRun = new StudyCommand.ReportTrial(0, new TrialOutcome.NotRun("busy"));

        var decision = StudyDecider.Decide(Play(Started(), notRun, notRun), notRun);

        var settled = decision.Events[^1].ShouldBeOfType<StudyEvent.StudySettled>();
        settled.Plan.ShouldBe(Present);
        settled.Because.ShouldContain("let trial 0 down 3 times: busy");
        decision.Effects.ShouldBe([new StudyEffect.TellSettled(Present, settled.Because)]);
    }

    [Fact]
    public void The_budget_of_trials_ends_the_study_with_the_cheapest_plan_that_keeps_the_promise()
    {
        var study = Play(
            Started(Definition(trials: 3)), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)),
            new StudyCommand.OfferPlans([Plan(256)]), new StudyCommand.ReportTrial(1, Measured(0.4, 0.4)),
            new StudyCommand.OfferPlans([Plan(128)]));

        var decision = StudyDecider.Decide(study, new StudyCommand.ReportTrial(2, Measured(1.1, 1.0)));

        var settled = decision.Events[^1].ShouldBeOfType<StudyEvent.StudySettled>();
        settled.Plan.ShouldBe(Plan(256));
        settled.Because.ShouldContain("the budget of 3 trials is spent");
    }

    [Fact]
    public void A_trial_is_only_begun_when_all_its_invocations_fit_the_budget()
    {
        var study = Started(Definition(trials: 10, repetitions: 2, invocations: 3));

        StudyDecider.Decide(study, new StudyCommand.ReportTrial(0, Measured(0.5, 0.5))).Events[^1]
            .ShouldBeOfType<StudyEvent.StudySettled>();
    }

    [Fact]
    public void A_designer_without_further_plans_ends_the_study()
    {
        var study = Play(Started(), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)));

        StudyDecider.Decide(study, new StudyCommand.OfferPlans([])).Events.ShouldHaveSingleItem()
            .ShouldBeOfType<StudyEvent.StudySettled>().Because.ShouldContain("no further plan");
        StudyDecider.Decide(study, new StudyCommand.ReportBrokenDesigner("NaN")).Events.ShouldHaveSingleItem()
            .ShouldBeOfType<StudyEvent.StudySettled>().Because.ShouldContain("broke down: NaN");
    }

    [Fact]
    public void What_arrives_twice_or_late_changes_nothing()
    {
        var study = Play(
            Started(), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)), new StudyCommand.OfferPlans([Plan(256)]));

        ShouldChangeNothing(study, new StudyCommand.ReportTrial(0, Measured(9)));
        ShouldChangeNothing(study, new StudyCommand.OfferPlans([Plan(512)]));
        ShouldChangeNothing(study, new StudyCommand.Start(Definition()));
        ShouldChangeNothing(new StudyState.Unstarted(), new StudyCommand.ReportTrial(0, Measured(1)));
    }

    [Fact]
    public void After_a_restart_the_suggested_plan_is_measured_and_none_is_suggested_again()
    {
        var study = Play(
            Started(), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)), new StudyCommand.OfferPlans([Plan(256)]));

        StudyDecider.Unfinished(study).ShouldBe([new StudyEffect.MeasureTrial(1, Plan(256), TimeSpan.Zero)]);
    }

    [Fact]
    public void After_a_restart_between_trials_the_designer_is_asked_again()
    {
        var study = Play(Started(), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)));

        StudyDecider.Unfinished(study).ShouldHaveSingleItem().ShouldBeOfType<StudyEffect.AskDesigner>();
    }

    [Fact]
    public void A_settled_study_repeats_its_answer_when_asked_and_only_then()
    {
        var settled = Play(
            Started(Definition(trials: 1)), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)))
            .ShouldBeOfType<StudyState.Settled>();

        StudyDecider.Unfinished(settled).ShouldBeEmpty();
        StudyDecider.Decide(settled, new StudyCommand.RepeatAnswer()).Effects
            .ShouldBe([new StudyEffect.TellSettled(settled.Plan, settled.Because)]);
    }

    [Fact]
    public void A_stopped_study_answers_nothing_any_more()
    {
        var stopped = Play(Started(), new StudyCommand.Stop("retired"));

        StudyDecider.Unfinished(stopped).ShouldBeEmpty();
        ShouldChangeNothing(stopped, new StudyCommand.ReportTrial(0, Measured(1)));
        ShouldChangeNothing(stopped, new StudyCommand.RepeatAnswer());
    }

    [Property]
    public Property Any_order_of_reports_keeps_at_most_one_trial_under_way_and_ends_in_budget(byte[] steps)
    {
        StudyState study = Started(Definition(trials: 6, batch: 3));
        foreach (var step in steps)
            study = Play(study, (step % 6) switch
            {
                0 => new StudyCommand.OfferPlans([Plan(128 + step), Plan(512 + step)]),
                1 => new StudyCommand.ReportTrial(step / 6 % 6, Measured(step / 200.0, 0.3)),
                2 => new StudyCommand.ReportTrial(step / 6 % 6, new TrialOutcome.Failed(new StageName("f"), "oom")),
                3 => new StudyCommand.ReportTrial(step / 6 % 6, new TrialOutcome.NotRun("busy")),
                4 => new StudyCommand.ReportTrial(step / 6 % 6, Measured(0.1, 0.2)),
                _ => new StudyCommand.RepeatAnswer()
            });

        return (study switch
        {
            StudyState.Running running => running.History.NextNumber <= 6
                                          && StudyDecider.Unfinished(running).Count() == 1,
            StudyState.Settled settled => settled.History.Trials.Any(trial => trial.Plan == settled.Plan),
            _ => false
        }).ToProperty();
    }

    private static StudyState Started(StudyDefinition? definition = null) =>
        Play(new StudyState.Unstarted(), new StudyCommand.Start(definition ?? Definition()));

    private static StudyState Play(StudyState state, params StudyCommand[] commands) => commands.Aggregate(
        state,
        (current, command) => StudyDecider.Decide(current, command).Events.Aggregate(current, (at, fact) => at.Apply(fact)));

    private static void ShouldChangeNothing(StudyState state, StudyCommand command)
    {
        var decision = StudyDecider.Decide(state, command);
        decision.Events.ShouldBeEmpty();
        decision.Effects.ShouldBeEmpty();
    }
}
