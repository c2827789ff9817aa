using Akka.Actor;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;
using static AquaTope.Actors.Tests.Optimization.ActorStudies;

namespace AquaTope.Actors.Tests.Optimization;

public sealed class StudyActorSpecs : StudySpec
{
    [Fact]
    public void A_study_measures_the_present_plan_then_what_the_designer_suggests_and_tells_the_cheapest()
    {
        var study = Create();
        study.Tell(Start);

        var present = Platform.AnswerTrial(Took(0.5, 0.5));
        present.Id.Number.ShouldBe(0);
        present.Plan.ShouldBe(Plan(256));
        present.Repetitions.ShouldBe(2);
        GrantPermit();
        Platform.AnswerTrial(Took(0.3, 0.3)).Plan.ShouldBe(Plan(129));
        GrantPermit();
        Platform.AnswerTrial(Took(0.4, 0.4)).Plan.ShouldBe(Plan(130));
        GrantPermit();

        var answer = Workflows.ExpectMsg<WorkflowProtocol.SettleStudy>();
        answer.Study.ShouldBe(Study);
        answer.Plan.ShouldBe(Plan(129));
        answer.Present.ShouldBe(Plan(256));
    }

    [Fact]
    public void A_study_interrupted_while_it_settles_measures_nothing_more_and_asks_for_its_answer_again()
    {
        var once = StudySettings with { Study = StudySettings.Study with { Trials = 1 } };
        var first = Create(once);
        first.Tell(Start);
        Platform.AnswerTrial(Took(0.5, 0.5));
        Optimizer.FishForMessage(message => message is OptimizerProtocol.RequestPermit);
        StopAndWait(first);

        var second = Create(once);
        second.Tell(new OptimizerProtocol.GetStudy(Definition.Id), TestActor);
        ExpectMsg<OptimizerProtocol.StudyDetails>().Status.State.ShouldBe("settling");
        GrantPermit();

        Workflows.ExpectMsg<WorkflowProtocol.SettleStudy>().Because.ShouldContain("the budget of 1 trials is spent");
        Platform.HasCall.ShouldBeFalse();
    }

    [Fact]
    public void A_study_is_told_what_the_one_before_it_found_out()
    {
        var first = Create();
        first.Tell(Start);
        Platform.AnswerTrial(Took(0.5, 0.5));
        GrantPermit();
        Platform.AnswerTrial(Took(0.3, 0.3));

        // A study asks for the next permit once what the trial came to is written.
        Optimizer.FishForMessage(message => message is OptimizerProtocol.RequestPermit);

        var change = new StageChange(Definition.Functions.Single(), 1.5);
        var started = StartedAfter(new EarlierStudy(1, [change], [Plan(131)]));

        started.Earlier!.Trials.Select(trial => trial.Plan).ShouldBe([Plan(256), Plan(129)]);
        started.Earlier.Changed.ShouldBe([change]);
        started.Earlier.Rejected.ShouldBe([Plan(131)]);
    }

    [Fact]
    public void A_study_whose_predecessor_never_began_starts_from_nothing()
    {
        StartedAfter(new EarlierStudy(1, [], [])).Earlier!.Trials.ShouldBeEmpty();
    }

    [Fact]
    public void A_permit_is_returned_once_the_designer_has_answered()
    {
        Create().Tell(Start);
        Platform.AnswerTrial(Took(0.5, 0.5));

        GrantPermit();

        Optimizer.FishForMessage(message => message is OptimizerProtocol.ReturnPermit);
    }

    [Fact]
    public void After_a_restart_the_suggested_plan_is_measured_and_no_designer_is_asked()
    {
        var first = Create();
        first.Tell(Start);
        Platform.AnswerTrial(Took(0.5, 0.5));
        GrantPermit();
        Platform.TakeTrial().Plan.ShouldBe(Plan(129));
        StopAndWait(first);

        Create();

        Platform.AnswerTrial(Took(0.3, 0.3)).Plan.ShouldBe(Plan(129));
        GrantPermit();
        Platform.AnswerTrial(Took(0.4, 0.4)).Plan.ShouldBe(Plan(130));
        GrantPermit();
        Workflows.ExpectMsg<WorkflowProtocol.SettleStudy>().Plan.ShouldBe(Plan(129));
    }

    [Fact]
    public void A_plan_under_which_a_stage_fails_is_passed_over()
    {
        var study = Create();
        study.Tell(Start);
        Platform.AnswerTrial(Took(0.5, 0.5));
        GrantPermit();
        Platform.AnswerTrial(new TrialOutcome.Failed(new StageName("f"), "out of memory"));
        GrantPermit();
        Platform.AnswerTrial(Took(0.4, 0.4));
        GrantPermit();

        Workflows.ExpectMsg<WorkflowProtocol.SettleStudy>().Plan.ShouldBe(Plan(130));
        study.Tell(new OptimizerProtocol.GetStudy(Definition.Id), TestActor);
        var details = ExpectMsg<OptimizerProtocol.StudyDetails>();
        details.Trials.Select(trial => trial.State).ShouldBe(["measured", "failed", "measured"]);
        details.Trials[1].Reason.ShouldBe("f: out of memory");
        details.Status.Plan.ShouldBe(Plan(130));
        details.Status.Spent.Amount.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_trial_the_platform_does_not_run_is_tried_again_after_a_pause_and_then_ends_the_study()
    {
        var study = Create();
        var observed = Listen<StudyObserved>();
        study.Tell(Start);
        Platform.AnswerTrial(new TrialOutcome.NotRun("busy"));
        observed.FishForMessage<StudyObserved>(moved => moved.Fact is StudyEvent.TrialNotRun);
        AwaitHandled(study);
        Platform.HasCall.ShouldBeFalse();

        Time.Advance(TimeSpan.FromSeconds(5));
        Platform.AnswerTrial(new TrialOutcome.NotRun("busy"));

        var answer = Workflows.ExpectMsg<WorkflowProtocol.SettleStudy>();
        answer.Plan.ShouldBe(Plan(256));
        answer.Because.ShouldContain("let trial 0 down 2 times: busy");
    }

    [Fact]
    public void A_platform_that_does_not_know_the_function_is_asked_again_with_the_next_request()
    {
        Platform.Function = new FunctionLookup.Missing();
        var study = Create();
        EventFilter.Warning(contains: "the platform has no function guest/f").ExpectOne(() => study.Tell(Start));

        Platform.Function = new FunctionLookup.Found(
            new RuntimeKind("nodejs:20"), ResourceConfiguration.Of(1, 256));
        study.Tell(Start);

        Platform.AnswerTrial(Took(0.5, 0.5)).Plan.ShouldBe(Plan(256));
    }

    [Fact]
    public void A_designer_that_breaks_down_ends_the_study_with_what_was_measured()
    {
        var study = Create(StudySettings with { Study = StudySettings.Study with { Designer = "genius" } });
        study.Tell(Start);
        Platform.AnswerTrial(Took(0.5, 0.5));

        EventFilter.Exception<ArgumentException>().ExpectOne(GrantPermit);

        Workflows.ExpectMsg<WorkflowProtocol.SettleStudy>().Because
            .ShouldContain("the designer broke down: 'genius' is no designer");
    }

    [Fact]
    public void A_settled_study_tells_its_answer_again_when_asked_even_after_a_restart()
    {
        var once = StudySettings with { Study = StudySettings.Study with { Trials = 1 } };
        var first = Create(once);
        first.Tell(Start);
        Platform.AnswerTrial(Took(0.5, 0.5));
        GrantPermit();
        var answer = Workflows.ExpectMsg<WorkflowProtocol.SettleStudy>();
        StopAndWait(first);

        Create(once).Tell(Start);

        Workflows.ExpectMsg(answer);
    }

    [Fact]
    public void A_stopped_study_measures_and_answers_no_more()
    {
        var study = Create();
        study.Tell(Start);
        Platform.TakeTrial();

        study.Tell(new OptimizerProtocol.StopStudy(Study, "retired"));
        study.Tell(Start);

        AwaitHandled(study);
        Platform.HasCall.ShouldBeFalse();
        Workflows.ExpectNoMsg(TimeSpan.Zero);
        study.Tell(new OptimizerProtocol.GetStudy(Definition.Id), TestActor);
        ExpectMsg<OptimizerProtocol.StudyDetails>().Status.Because.ShouldBe("retired");
    }

    /// <summary>The definition of the second study, begun after the first.</summary>
    private StudyDefinition StartedAfter(EarlierStudy earlier)
    {
        var observed = Listen<StudyObserved>();
        var study = new StudyId(Definition.Id, 2);
        Sys.ActorOf(StudyActor.Props(study, StudySettings, Platform, Time, Optimizer.Ref, Workflows.Ref, Gate))
            .Tell(new OptimizerProtocol.StartStudy(study, Definition, 17, earlier));
        return observed.FishForMessage<StudyObserved>(moved => moved.Fact is StudyEvent.StudyStarted).Fact
            .ShouldBeOfType<StudyEvent.StudyStarted>().Definition;
    }
}
