using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Tests.Workflows;
using AquaTope.Models.Workflows;
using static AquaTope.Models.Tests.Optimization.ModelStudies;
using static AquaTope.Models.Tests.Optimization.Studies.PlayedStudies;

namespace AquaTope.Models.Tests.Optimization.Studies;

/// <summary>What a study does next.</summary>
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
    public void A_designer_that_breaks_down_over_its_recommendation_leaves_the_cheapest_plan_that_was_shown()
    {
        var decision = StudyDecider.Decide(Settling(), new StudyCommand.ReportBrokenDesigner("NaN"));

        var settled = decision.Events.ShouldHaveSingleItem().ShouldBeOfType<StudyEvent.StudySettled>();
        settled.Plan.ShouldBe(Present);
        settled.Because.ShouldEndWith("the budget of 1 trials is spent; the designer broke down: NaN");
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
}
