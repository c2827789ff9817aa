using AquaTope.Models.Decisions;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Workflows;
using static AquaTope.Models.Tests.Optimization.ModelStudies;

namespace AquaTope.Models.Tests.Decisions;

/// <summary>Every step of a study is taken again from its journal, by designers that never saw it.</summary>
public sealed class StudyReplaySpecs
{
    [Theory]
    [InlineData("random")]
    [InlineData("sobol")]
    [InlineData("reference")]
    [InlineData("aquatope")]
    public void Every_step_is_taken_again(string designer)
    {
        var journal = Live(designer);

        for (var i = 0; i < journal.Count; i++)
        {
            var explanation = StudyReplay.Explain([.. journal.Take(i)], journal[i], DesignerCatalog.Standard);
            explanation.Verdict.ShouldBe(
                journal[i] is StudyEvent.TrialSuggested or StudyEvent.TrialsEnded or StudyEvent.StudySettled
                    ? Verdict.Same
                    : Verdict.Told, $"{explanation.Then} / {explanation.Now}");
        }
        journal[^1].ShouldBeOfType<StudyEvent.StudySettled>();
    }

    [Fact]
    public void An_answer_that_does_not_follow_from_the_trials_is_found_out()
    {
        var journal = Live("sobol");
        var settled = (StudyEvent.StudySettled)journal[^1];

        StudyReplay.Explain([.. journal.SkipLast(1)], settled with { Plan = Plan(3072) }, DesignerCatalog.Standard)
            .Verdict.ShouldBe(Verdict.Different);
    }

    [Fact]
    public void An_answer_without_a_designer_follows_from_the_trials_all_the_same()
    {
        StudyEvent[] journal =
        [
            new StudyEvent.StudyStarted(Definition()), new StudyEvent.TrialSuggested(0, Present),
            new StudyEvent.TrialCompleted(0, Runs(0.5, 0.5))
        ];
        var state = journal.Aggregate((StudyState)new StudyState.Unstarted(), (at, fact) => at.Apply(fact));
        var settled = StudyDecider.Decide(state, new StudyCommand.ReportBrokenDesigner("no memory")).Events.Single();

        StudyReplay.Explain(journal, settled, DesignerCatalog.Standard).Verdict.ShouldBe(Verdict.Same);
    }

    [Fact]
    public void A_platform_that_refuses_a_plan_is_answered_with_one_that_ran_and_that_follows_again()
    {
        List<StudyEvent> journal =
        [
            new StudyEvent.StudyStarted(Definition()), new StudyEvent.TrialSuggested(0, Present),
            new StudyEvent.TrialCompleted(0, Runs(0.5, 0.5)), new StudyEvent.TrialSuggested(1, Plan(256)),
            new StudyEvent.TrialCompleted(1, Runs(0.5, 0.5)), new StudyEvent.TrialSuggested(2, Plan(4096)),
            new StudyEvent.TrialNotRun(2, "no room"), new StudyEvent.TrialNotRun(2, "no room")
        ];
        var state = journal.Aggregate((StudyState)new StudyState.Unstarted(), (at, fact) => at.Apply(fact));

        var decision = StudyDecider.Decide(state, new StudyCommand.ReportTrial(2, new TrialOutcome.NotRun("no room")));

        decision.Effects.ShouldHaveSingleItem().ShouldBeOfType<StudyEffect.TellSettled>().Plan.ShouldBe(Plan(256));
        var settled = decision.Events[^1].ShouldBeOfType<StudyEvent.StudySettled>();
        settled.Because.ShouldContain("let trial 2 down 3 times: no room");
        StudyReplay.Explain([.. journal, decision.Events[0]], settled, DesignerCatalog.Standard).Verdict
            .ShouldBe(Verdict.Same);
    }

    // One designer lives through the study; every fourth trial fails to run once, and small plans fail for good.
    private static List<StudyEvent> Live(string name)
    {
        var definition = Definition(trials: 7, batch: 2);
        definition = definition with { Options = definition.Options with { Designer = name } };
        var designer = DesignerCatalog.Standard.Create(definition);
        var journal = new List<StudyEvent>();
        StudyState state = new StudyState.Unstarted();
        var tried = 0;
        var effects = Step(new StudyCommand.Start(definition));
        while (effects.Count > 0)
            effects = effects[0] switch
            {
                StudyEffect.MeasureTrial trial => Step(new StudyCommand.ReportTrial(trial.Number, Measure(trial.Plan))),
                StudyEffect.AskDesigner ask => Step(Answer(ask)),
                StudyEffect.AskRecommendation ask =>
                    Step(new StudyCommand.OfferRecommendation(designer.Recommend(ask.History))),
                _ => []
            };
        return journal;

        StudyCommand Answer(StudyEffect.AskDesigner ask)
        {
            var plans = designer.Suggest(ask.History, ask.Count);
            return new StudyCommand.OfferPlans(plans, plans.Count == 0 ? designer.StopsBecause(ask.History) : null);
        }

        IReadOnlyList<StudyEffect> Step(StudyCommand command)
        {
            var decision = StudyDecider.Decide(state, command);
            state = decision.Events.Aggregate(state, (at, fact) => at.Apply(fact));
            journal.AddRange(decision.Events);
            return decision.Effects;
        }

        TrialOutcome Measure(ResourcePlan plan)
        {
            if (++tried % 4 == 0) return new TrialOutcome.NotRun("the platform is busy");
            var megabytes = plan.Stages[0].Memory.Megabytes;
            return megabytes < 200
                ? new TrialOutcome.Failed(new StageName("f"), "out of memory")
                : Measured(0.2 + 300.0 / megabytes, 0.25 + 300.0 / megabytes);
        }
    }
}
