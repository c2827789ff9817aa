using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Workflows;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static AquaTope.Models.Tests.Optimization.ModelStudies;
using static AquaTope.Models.Tests.Optimization.Studies.PlayedStudies;

namespace AquaTope.Models.Tests.Optimization.Studies;

/// <summary>Studies to which things happen twice, late, in any order, or again after a restart.</summary>
public sealed class StudyRepetitionSpecs
{
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
}
