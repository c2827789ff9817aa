using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Pricing;
using static AquaTope.Models.Tests.Optimization.ModelStudies;
using static AquaTope.Models.Tests.Optimization.Studies.PlayedStudies;

namespace AquaTope.Models.Tests.Optimization.Studies;

/// <summary>What a study may take, and how it ends.</summary>
public sealed class StudyEndSpecs
{
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
}
