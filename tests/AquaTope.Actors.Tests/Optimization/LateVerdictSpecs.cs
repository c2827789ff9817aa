using AquaTope.Actors.Optimization;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;
using AquaTope.Testing;
using Microsoft.Extensions.Time.Testing;
using static AquaTope.Actors.Platform.PlatformGatewayProtocol;

namespace AquaTope.Actors.Tests.Optimization;

/// <summary>Which of the gateway's words a trial goes by: messages come late, and twice.</summary>
public sealed class LateVerdictSpecs : ActorSpec
{
    private static readonly TrialVerdict Granted = new(TrialPermission.Granted, "");
    private static readonly TrialVerdict Postponed = new(TrialPermission.Postponed, "halted");

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedPlatform _platform = new();

    [Fact]
    public void A_second_copy_of_the_word_on_the_trial_before_begins_none()
    {
        using var trial = new GatedTrial(_platform, TestActor, _time, TestActor);
        trial.Begin(Order(0));
        var first = Asked();
        trial.Answer(new TrialJudged(first.Workflow, Granted, first.Asked));
        _platform.AnswerTrial(new TrialOutcome.NotRun("over"));
        trial.Concludes(ExpectMsg<GatedTrial.Ended>()).ShouldBeTrue();
        ExpectMsg<TrialOver>();
        _time.Advance(TimeSpan.FromMilliseconds(500));

        trial.Begin(Order(1));
        trial.Answer(new TrialJudged(first.Workflow, Granted, first.Asked));

        _platform.HasCall.ShouldBeFalse();
        var second = Asked();
        trial.Answer(new TrialJudged(second.Workflow, Granted, second.Asked));
        _platform.TakeTrial().Id.Number.ShouldBe(1);
    }

    [Fact]
    public void A_trial_is_asked_for_again_once_the_question_was_answered_or_can_be_answered_no_more()
    {
        using var trial = new GatedTrial(_platform, TestActor, _time, TestActor);
        trial.Begin(Order(0));
        var first = Asked();
        _time.Advance(TimeSpan.FromSeconds(5));
        trial.Ask();
        ExpectMsg<GatedTrial.QuestionDue>();
        ExpectNoMsg(TimeSpan.Zero);

        _time.Advance(TimeSpan.FromSeconds(1));
        trial.Ask();
        ExpectMsg<GatedTrial.QuestionDue>();
        var second = Asked();
        trial.Answer(new TrialJudged(first.Workflow, Granted, first.Asked));
        _platform.HasCall.ShouldBeFalse();

        trial.Answer(new TrialJudged(second.Workflow, Postponed, second.Asked));
        trial.Postponed.ShouldBe("halted");
        trial.Answer(new TrialJudged(first.Workflow, Granted, first.Asked));
        _platform.HasCall.ShouldBeFalse();
    }

    private MayTry Asked() => ExpectMsg<MayTry>();

    private static TrialOrder Order(int number) => new(
        new TrialId(ActorStudies.Definition.Id, 1, number), ActorStudies.Definition,
        new ResourcePlan([ResourceConfiguration.Of(1, 256)]), 1, TrialPlacement.InPlace);
}
