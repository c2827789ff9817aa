using Akka.Actor;
using AquaTope.Actors.Decisions;
using AquaTope.Actors.Observation;
using AquaTope.Actors.Platform;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Testing;
using static AquaTope.Actors.Platform.PlatformGatewayProtocol;

namespace AquaTope.Actors.Tests.Platform;

public sealed class PlatformGatewayActorSpecs() : ActorSpec(FlakyJournal.Configuration)
{
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");

    private readonly ScriptedPlatform _platform = new();

    [Fact]
    public void A_wish_is_answered_once_written_and_applied_by_one_call()
    {
        var gateway = Start();

        gateway.Tell(Limits("a", 512), TestActor);

        ExpectMsg(new ChangeAccepted(new ChangeId("a")));
        _platform.AnswerChange(new PlatformOutcome.Applied(true))
            .ShouldBe(new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(1, 512)));
        AwaitQuiet(gateway);
        _platform.HasCall.ShouldBeFalse();
    }

    [Fact]
    public void A_restarted_gateway_calls_again_what_was_under_way_and_nothing_that_was_applied()
    {
        var first = Start();
        first.Tell(Limits("a", 512), TestActor);
        ExpectMsg<ChangeAccepted>();
        _platform.AnswerChange(new PlatformOutcome.Applied(true));
        AwaitQuiet(first);
        first.Tell(Limits("b", 256), TestActor);
        ExpectMsg<ChangeAccepted>();
        var lost = _platform.TakeChange();
        StopAndWait(first);

        var second = Start();

        _platform.AnswerChange(new PlatformOutcome.Applied(true)).ShouldBe(lost);
        AwaitQuiet(second);
        _platform.HasCall.ShouldBeFalse();
    }

    [Fact]
    public void A_platform_that_does_not_answer_is_called_again_when_the_delay_is_over()
    {
        var gateway = Start();
        var moves = Listen<Observed.GatewayMoved>();
        gateway.Tell(Limits("a", 512), TestActor);
        var change = _platform.AnswerChange(new PlatformOutcome.Unreachable("no route to host"));
        moves.FishForMessage<Observed.GatewayMoved>(moved => moved.Fact is GatewayEvent.CallUnanswered);

        // A decision is announced before its effects are performed; the answer says that the timer runs.
        AwaitQuiet(gateway);
        Time.Advance(TimeSpan.FromSeconds(1));

        _platform.AnswerChange(new PlatformOutcome.Applied(true)).ShouldBe(change);
        AwaitQuiet(gateway);
    }

    [Fact]
    public void Where_wishes_are_kept_on_paper_limits_are_shown_and_nothing_is_sent()
    {
        var gateway = Start(new GatewayOptions { Mode = OperatingMode.Recommend });
        var moves = Listen<Observed.GatewayMoved>();

        gateway.Tell(Limits("a", 512), TestActor);

        moves.FishForMessage<Observed.GatewayMoved>(moved => moved.Fact is GatewayEvent.LimitsWished).Describe()
            .ShouldBe(new DecisionText(
                "limits-wished",
                new Wording(Resize.Value, $"{ResourceConfiguration.Of(1, 512)}, wished by a")
                {
                    Function = Resize, Change = new ChangeId("a")
                }));
        AwaitQuiet(gateway);
        _platform.HasCall.ShouldBeFalse();
    }

    [Fact]
    public void A_wish_that_could_not_be_written_is_not_accepted()
    {
        var gateway = Start();
        AwaitQuiet(gateway);
        Watch(gateway);
        FlakyJournal.FailNextWrites(1);

        gateway.Tell(Limits("a", 512), TestActor);

        ExpectTerminated(gateway);
        _platform.HasCall.ShouldBeFalse();
    }

    private IActorRef Start(GatewayOptions? options = null) =>
        Sys.ActorOf(PlatformGatewayActor.Props(_platform, options ?? new GatewayOptions(), Time));

    private static RequestLimits Limits(string id, int megabytes) =>
        new(new ChangeId(id), Resize, ResourceConfiguration.Of(1, megabytes));

    private void AwaitQuiet(IActorRef gateway) => AwaitAssert(() =>
    {
        gateway.Tell(new GetGateway(), TestActor);
        FishForMessage<GatewayStatus>(_ => true).State.IsQuiet.ShouldBeTrue();
    });
}
