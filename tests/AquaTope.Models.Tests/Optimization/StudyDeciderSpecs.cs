using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Pricing;
using AquaTope.Models.Tests.Workflows;
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
        decision.Effects.ShouldBe([new StudyEffect.MeasureTrial(0, Present, TimeSpan.Zero, 2)]);
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
        offered.Effects.ShouldBe([new StudyEffect.MeasureTrial(1, Plan(256), TimeSpan.Zero, 2)]);

        var next = StudyDecider.Decide(
            Play(study, new StudyCommand.OfferPlans([Plan(256), Plan(512)])),
            new StudyCommand.ReportTrial(1, Measured(0.6, 0.6)));
        next.Effects.ShouldBe([new StudyEffect.MeasureTrial(2, Plan(512), TimeSpan.Zero, 2)]);
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
            .ShouldBe([new StudyEffect.MeasureTrial(0, Present, TimeSpan.FromSeconds(4), 2)]);
        StudyDecider.Decide(Play(study, notRun), notRun).Effects
            .ShouldBe([new StudyEffect.MeasureTrial(0, Present, TimeSpan.FromSeconds(8), 2)]);
    }

    [Fact]
    public void A_platform_that_lets_a_trial_down_too_often_ends_the_study_with_what_it_has()
    {
        var notRun = new StudyCommand.ReportTrial(0, new TrialOutcome.NotRun("busy"));

        var decision = StudyDecider.Decide(Play(Started(), notRun, notRun), notRun);

        var settled = decision.Events[^1].ShouldBeOfType<StudyEvent.StudySettled>();
        settled.Plan.ShouldBe(Present);
        settled.Because.ShouldContain("let trial 0 down 3 times: busy");
        decision.Effects.ShouldBe([new StudyEffect.TellSettled(Present, settled.Because, Present)]);
    }

    [Fact]
    public void The_budget_of_trials_ends_the_study_with_what_the_designer_recommends()
    {
        var study = Play(
            Started(Definition(trials: 3)), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)),
            new StudyCommand.OfferPlans([Plan(256)]), new StudyCommand.ReportTrial(1, Measured(0.4, 0.4)),
            new StudyCommand.OfferPlans([Plan(128)]));

        var decision = StudyDecider.Decide(study, new StudyCommand.ReportTrial(2, Measured(1.1, 1.0)));

        decision.Events[^1].ShouldBe(new StudyEvent.TrialsEnded("the budget of 3 trials is spent"));
        decision.Effects.ShouldHaveSingleItem().ShouldBeOfType<StudyEffect.AskRecommendation>()
            .History.Measured.Count().ShouldBe(3);
        var settling = decision.Events.Aggregate(study, (state, fact) => state.Apply(fact));
        StudyDecider.Decide(settling, Recommend(Plan(300))).Effects.ShouldBe(
            [new StudyEffect.TellSettled(Plan(300), "believed best; the budget of 3 trials is spent", Present)]);
    }

    [Fact]
    public void A_study_interrupted_before_its_answer_asks_for_it_again_and_answers_once()
    {
        var settling = Settling();

        StudyDecider.Unfinished(settling).ShouldHaveSingleItem().ShouldBeOfType<StudyEffect.AskRecommendation>();
        ShouldChangeNothing(settling, new StudyCommand.RepeatAnswer());
        ShouldChangeNothing(settling, new StudyCommand.OfferPlans([Plan(512)]));
        ShouldChangeNothing(Play(settling, Recommend(Plan(300))), Recommend(Plan(400)));
    }

    [Fact]
    public void A_designer_that_breaks_down_over_its_recommendation_leaves_the_cheapest_plan_that_was_shown()
    {
        var decision = StudyDecider.Decide(Settling(), new StudyCommand.ReportBrokenDesigner("NaN"));

        var settled = decision.Events.ShouldHaveSingleItem().ShouldBeOfType<StudyEvent.StudySettled>();
        settled.Plan.ShouldBe(Present);
        settled.Because.ShouldEndWith("the budget of 1 trials is spent; the designer broke down: NaN");
    }

    [Fact]
    public void Attempts_in_vain_use_up_the_budget_of_invocations()
    {
        var notRun = new StudyCommand.ReportTrial(0, new TrialOutcome.NotRun("busy"));
        var study = Started(Definition(repetitions: 2, invocations: 6));

        var again = StudyDecider.Decide(study, notRun);
        again.Effects.ShouldHaveSingleItem().ShouldBeOfType<StudyEffect.MeasureTrial>();
        StudyDecider.Decide(Play(study, notRun), notRun).Events[^1].ShouldBeOfType<StudyEvent.StudySettled>()
            .Because.ShouldContain("the budget of 6 invocations does not allow trial 0");
    }

    [Fact]
    public void A_trial_has_as_many_repetitions_as_fit_what_is_left_to_spend_and_is_not_begun_where_none_does()
    {
        // The present plan: 3 runs of 0.5 s at 1 a second, so that 1.7 is left. A run with half the memory may take 1 s
        // and cost 0.5, one with a tenth more cost 0.69, one with twice as much 1.25.
        var definition = Priced(3.2, longestStage: 1);
        var study = Play(Started(definition), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)));

        StudyDecider.Decide(study, new StudyCommand.OfferPlans([Plan(512)])).Effects.ShouldHaveSingleItem()
            .ShouldBe(new StudyEffect.MeasureTrial(1, Plan(512), TimeSpan.Zero, 2));
        StudyDecider.Decide(study, new StudyCommand.OfferPlans([Plan(1126)])).Effects.ShouldHaveSingleItem()
            .ShouldBe(new StudyEffect.MeasureTrial(1, Plan(1126), TimeSpan.Zero, 1));
        StudyDecider.Decide(study, new StudyCommand.OfferPlans([Plan(2048), Plan(512)])).Events
            .ShouldBe([new StudyEvent.TrialSuggested(1, Plan(512))]);
        var refused = StudyDecider.Decide(study, new StudyCommand.OfferPlans([Plan(2048)]));
        refused.Effects.ShouldHaveSingleItem().ShouldBeOfType<StudyEffect.AskRecommendation>();
        refused.Events[^1].ShouldBe(
            new StudyEvent.TrialsEnded("1.5 of 3.2 are spent and each run of trial 1 may cost 1.25"));
    }

    [Fact]
    public void A_budget_that_does_not_cover_the_first_trial_leaves_the_present_plan_unmeasured()
    {
        var decision = StudyDecider.Decide(new StudyState.Unstarted(), new StudyCommand.Start(Priced(119)));

        decision.Events[^1].ShouldBeOfType<StudyEvent.StudySettled>().Because
            .ShouldContain("0 of 119 are spent and each run of trial 0 may cost 60");
        decision.Effects.ShouldHaveSingleItem().ShouldBeOfType<StudyEffect.TellSettled>().Plan.ShouldBe(Present);
    }

    [Fact]
    public void Plans_that_were_taken_back_are_neither_tried_nor_answered_with()
    {
        var definition = Definition(batch: 2) with { Earlier = new EarlierEvidence([], [], [Plan(256)]) };
        var study = Play(Started(definition), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)));

        ((StudyState.Running)study).History.Contains(Plan(256)).ShouldBeTrue();
        StudyDecider.Decide(study, new StudyCommand.OfferPlans([Plan(256), Plan(512)])).Events
            .ShouldBe([new StudyEvent.TrialSuggested(1, Plan(512))]);
        var ended = Play(study, new StudyCommand.OfferPlans([Plan(256)]));
        ended.ShouldBeOfType<StudyState.Settling>().Reason.ShouldContain("only plans that were taken back");
        StudyDecider.Decide(ended, Recommend(Plan(256))).Events.ShouldHaveSingleItem()
            .ShouldBeOfType<StudyEvent.StudySettled>().Plan.ShouldBe(Present);
    }

    [Fact]
    public void A_study_is_told_of_the_trials_of_an_earlier_one_of_the_same_functions_only()
    {
        var earlier = new EarlierStudy(
            1, [new StageChange(ModelStudies.Workflow.Functions.Single(), 1.5)], [Plan(256)]);
        var stopped = Play(
            Started(), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)), new StudyCommand.OfferPlans([Plan(128)]),
            new StudyCommand.Stop("defined anew"));

        var evidence = EarlierEvidence.Of(earlier, stopped, ModelStudies.Workflow);
        evidence.Trials.ShouldHaveSingleItem().ShouldBeOfType<Trial.Measured>().Plan.ShouldBe(Present);
        evidence.Changed.ShouldBe(earlier.Changed);
        EarlierEvidence.Of(earlier, stopped, ModelWorkflows.Chain("w", 1, "g")).Trials.ShouldBeEmpty();
        EarlierEvidence.Of(earlier, stopped, ModelWorkflows.Chain("w", 1, "f", "g")).Rejected.ShouldBeEmpty();
        EarlierEvidence.Of(earlier, new StudyState.Unstarted(), ModelStudies.Workflow).Trials.ShouldBeEmpty();
    }

    [Fact]
    public void A_trial_is_only_begun_when_all_its_invocations_fit_the_budget()
    {
        var study = Started(Definition(trials: 10, repetitions: 2, invocations: 3));

        StudyDecider.Decide(study, new StudyCommand.ReportTrial(0, Measured(0.5, 0.5))).Events[^1]
            .ShouldBeOfType<StudyEvent.TrialsEnded>();
        StudyDecider.Decide(
                new StudyState.Unstarted(), new StudyCommand.Start(Definition(repetitions: 2, invocations: 2)))
            .Events[^1].ShouldBeOfType<StudyEvent.StudySettled>();
    }

    [Fact]
    public void A_designer_without_further_plans_ends_the_study()
    {
        var study = Play(Started(), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)));

        StudyDecider.Decide(study, new StudyCommand.OfferPlans([], "nothing is worth its price")).Events
            .ShouldBe([new StudyEvent.TrialsEnded("nothing is worth its price after 1 trials")]);
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

        StudyDecider.Unfinished(study).ShouldBe([new StudyEffect.MeasureTrial(1, Plan(256), TimeSpan.Zero, 2)]);
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
        var settled = Play(Settling(), Recommend(Plan(300))).ShouldBeOfType<StudyState.Settled>();

        StudyDecider.Unfinished(settled).ShouldBeEmpty();
        StudyDecider.Decide(settled, new StudyCommand.RepeatAnswer()).Effects
            .ShouldBe([new StudyEffect.TellSettled(settled.Plan, settled.Because, Present)]);
    }

    [Fact]
    public void A_stopped_study_answers_nothing_any_more()
    {
        var stopped = Play(Started(), new StudyCommand.Stop("retired"));

        StudyDecider.Unfinished(stopped).ShouldBeEmpty();
        ShouldChangeNothing(stopped, new StudyCommand.ReportTrial(0, Measured(1)));
        ShouldChangeNothing(stopped, new StudyCommand.RepeatAnswer());
        ShouldChangeNothing(Play(Settling(), new StudyCommand.Stop("retired")), Recommend(Plan(300)));
    }

    [Property]
    public Property Any_order_of_reports_keeps_at_most_one_trial_under_way_and_ends_in_budget(byte[] steps)
    {
        StudyState study = Started(Definition(trials: 6, batch: 3));
        foreach (var step in steps)
            study = Play(study, (step % 7) switch
            {
                0 => new StudyCommand.OfferPlans([Plan(128 + step), Plan(512 + step)]),
                1 => new StudyCommand.ReportTrial(step / 6 % 6, Measured(step / 200.0, 0.3)),
                2 => new StudyCommand.ReportTrial(step / 6 % 6, new TrialOutcome.Failed(new StageName("f"), "oom")),
                3 => new StudyCommand.ReportTrial(step / 6 % 6, new TrialOutcome.NotRun("busy")),
                4 => new StudyCommand.ReportTrial(step / 6 % 6, Measured(0.1, 0.2)),
                5 => Recommend(Plan(128 + step)),
                _ => new StudyCommand.RepeatAnswer()
            });

        return (study switch
        {
            StudyState.Running running => running.History.NextNumber <= 6
                                          && StudyDecider.Unfinished(running).Count() == 1,
            StudyState.Settling settling => settling.History.NextNumber <= 6
                                            && StudyDecider.Unfinished(settling).Count() == 1,
            StudyState.Settled settled => settled.History.NextNumber <= 6,
            _ => false
        }).ToProperty();
    }

    /// <summary>After one trial, which was all that was allowed.</summary>
    private static StudyState Settling() =>
        Play(Started(Definition(trials: 1)), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)));

    private static StudyCommand.OfferRecommendation Recommend(ResourcePlan plan) =>
        new(new Recommendation(plan, "believed best"));

    /// <summary>A second of a gigabyte costs 1.</summary>
    private static StudyDefinition Priced(double spend, double longestStage = 60)
    {
        var definition = Definition();
        return definition with
        {
            Prices = new PriceModel(0, 1),
            Options = definition.Options with
            {
                Spend = spend,
                LongestStage = TimeSpan.FromSeconds(longestStage)
            }
        };
    }

    private static StudyState Started(StudyDefinition? definition = null) =>
        Play(new StudyState.Unstarted(), new StudyCommand.Start(definition ?? Definition()));

    private static StudyState Play(StudyState state, params StudyCommand[] commands) => commands.Aggregate(
        state,
        (current, command) =>
            StudyDecider.Decide(current, command).Events.Aggregate(current, (at, fact) => at.Apply(fact)));

    private static void ShouldChangeNothing(StudyState state, StudyCommand command)
    {
        var decision = StudyDecider.Decide(state, command);
        decision.Events.ShouldBeEmpty();
        decision.Effects.ShouldBeEmpty();
    }
}
