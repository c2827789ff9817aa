using Akka.Actor;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using static AquaTope.Actors.Tests.Optimization.ActorStudies;

namespace AquaTope.Actors.Tests.Optimization;

/// <summary>A study's trials, as far as the gateway lets them.</summary>
public sealed class GatedTrialSpecs : StudySpec
{
    [Fact]
    public void A_trial_waits_while_trials_are_postponed()
    {
        var study = CreatePostponed();
        Time.Advance(TimeSpan.FromSeconds(1));
        AwaitHandled(study);
        Platform.HasCall.ShouldBeFalse();

        Say(TrialPermission.Granted);
        Time.Advance(TimeSpan.FromSeconds(1));

        Platform.AnswerTrial(Took(0.5, 0.5)).Plan.ShouldBe(Plan(256));
    }

    [Fact]
    public void A_permission_that_was_long_on_its_way_counts_for_nothing()
    {
        var study = CreatePostponed();

        study.Tell(new PlatformGatewayProtocol.TrialJudged(
            Definition.Id, new TrialVerdict(TrialPermission.Granted, ""), Time.GetUtcNow() - TimeSpan.FromSeconds(6)));
        AwaitHandled(study);

        Platform.HasCall.ShouldBeFalse();
    }

    [Fact]
    public void A_trial_that_is_postponed_while_it_runs_is_broken_off_begun_again_and_not_counted()
    {
        var study = Create();
        study.Tell(Start);
        Platform.TakeTrial().Plan.ShouldBe(Plan(256));
        AwaitHandled(study);

        Say(TrialPermission.Postponed);
        Time.Advance(TimeSpan.FromSeconds(1));
        AwaitHandled(study);
        Say(TrialPermission.Granted);

        // The broken-off trial ends on a thread of its own, so the study may have to ask more than once.
        AwaitAssert(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            AwaitHandled(study);
            Platform.HasCall.ShouldBeTrue();
        });
        Platform.AnswerTrial(Took(0.5, 0.5)).Plan.ShouldBe(Plan(256));
        GrantPermit();
        study.Tell(new OptimizerProtocol.GetStudy(Definition.Id), TestActor);
        ExpectMsg<OptimizerProtocol.StudyDetails>().Trials[0].State.ShouldBe("measured");
    }

    [Fact]
    public void A_trial_is_broken_off_where_the_gateway_has_been_silent_for_long()
    {
        var study = Create(InPlace);
        study.Tell(Start);
        Platform.TakeTrial();
        AwaitHandled(study);
        Gate.Tell(new TrialGate.Silence(), TestActor);
        ExpectMsg<TrialGate.Silence>();

        for (var second = 0; second <= InPlaceTrial.Patience.TotalSeconds + 1; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            AwaitHandled(study);
        }

        // Whoever broke off mid-way cannot say what it left.
        Gateway.ExpectMsg<PlatformGatewayProtocol.TrialOver>().LeavesLimits.ShouldBeTrue();
        Say(TrialPermission.Granted);

        // The question that went unanswered may be answered yet for five seconds.
        for (var second = 0; second < 7; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            AwaitHandled(study);
        }
        Platform.TakeTrial().Id.Number.ShouldBe(0);
    }

    [Fact]
    public void The_gateway_is_told_when_a_trial_in_place_is_over_and_whether_it_left_its_limits()
    {
        Create(InPlace).Tell(Start);

        Platform.AnswerTrial(Took(0.5, 0.5) with { LeavesLimits = true });

        var over = Gateway.ExpectMsg<PlatformGatewayProtocol.TrialOver>();
        (over.Workflow, over.LeavesLimits).ShouldBe((Definition.Id, true));
    }

    [Fact]
    public void A_study_whose_trials_are_refused_ends_without_one_and_says_why()
    {
        Say(TrialPermission.Refused);
        Create(StudySettings with { Study = StudySettings.Study with { Attempts = 1 } }).Tell(Start);

        var answer = Workflows.ExpectMsg<WorkflowProtocol.SettleStudy>();

        answer.Plan.ShouldBe(Plan(256));
        answer.Because.ShouldContain("as the test says");
        Platform.HasCall.ShouldBeFalse();
    }

    /// <summary>A study whose first trial waits.</summary>
    private IActorRef CreatePostponed()
    {
        Say(TrialPermission.Postponed);
        var study = Create();
        var observed = Listen<StudyObserved>();
        study.Tell(Start);
        observed.FishForMessage<StudyObserved>(moved => moved.Fact is StudyEvent.TrialSuggested);
        AwaitHandled(study);
        return study;
    }

    private static OptimizerSettings InPlace =>
        StudySettings with { Study = StudySettings.Study with { Placement = TrialPlacement.InPlace } };
}
