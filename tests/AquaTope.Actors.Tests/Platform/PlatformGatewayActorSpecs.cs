using Akka.Actor;
using Akka.TestKit;
using AquaTope.Actors.Decisions;
using AquaTope.Actors.Observation;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Guards;
using AquaTope.Models.Platform.Halting;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;
using AquaTope.Testing;
using static AquaTope.Actors.Platform.PlatformGatewayProtocol;

namespace AquaTope.Actors.Tests.Platform;

public sealed class PlatformGatewayActorSpecs : ActorSpec
{
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");

    private readonly ScriptedPlatform _platform = new();
    private readonly TestProbe _workflows;

    public PlatformGatewayActorSpecs() : base(FlakyJournal.Configuration) => _workflows = CreateTestProbe();

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
    public void A_timer_that_is_a_fraction_of_a_millisecond_early_does_not_lose_the_next_step()
    {
        var gateway = Start(new GatewayOptions
        {
            Guards = new GuardOptions { LargestStep = 2, StepEvery = TimeSpan.FromSeconds(2) }
        });
        gateway.Tell(Limits("a", 1024), TestActor);
        ExpectMsg<ChangeAccepted>();
        _platform.AnswerChange(new PlatformOutcome.Applied(true));
        var due = Time.GetUtcNow() + TimeSpan.FromSeconds(2);
        AwaitQuiet(gateway);
        Time.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(4_000));

        gateway.Tell(new GatewayAlarms.Rung(due, null), TestActor);

        _platform.AnswerChange(new PlatformOutcome.Applied(true))
            .ShouldBe(new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(1, 1024)));
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
    public void A_halt_is_answered_once_written_stops_calls_and_trials_and_stands_after_a_restart()
    {
        var first = Start();
        first.Tell(new HaltChanges("ci", "latency alarm"), TestActor);
        ExpectMsg<GatewayStands>().Halt.ShouldBe(new Halt("latency alarm", "ci", Time.GetUtcNow()));
        first.Tell(Limits("a", 512), TestActor);
        ExpectMsg<ChangeAccepted>();
        first.Tell(new MayTry(Thumbnails.Id, false), TestActor);
        ExpectMsg<TrialJudged>().Verdict.Permission.ShouldBe(TrialPermission.Postponed);
        StopAndWait(first);

        var second = Start();
        AwaitQuiet(second);
        _platform.HasCall.ShouldBeFalse();
        second.Tell(new ResumeChanges("ci", "found it"), TestActor);
        FishForMessage<GatewayStands>(_ => true).Halt.ShouldBeNull();

        _platform.AnswerChange(new PlatformOutcome.Applied(true))
            .ShouldBe(new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(1, 512)));
    }

    [Fact]
    public void A_late_copy_of_an_order_neither_halts_nor_resumes()
    {
        var gateway = Start();
        HaltChanges halt = new("ci", "", 0);
        gateway.Tell(halt, TestActor);
        ResumeChanges resume = new("ci", "", ExpectMsg<GatewayStands>().Turn);
        gateway.Tell(resume, TestActor);
        ExpectMsg<GatewayStands>().ShouldSatisfyAllConditions(
            stands => stands.Halt.ShouldBeNull(), stands => stands.Turn.ShouldBe(2));

        gateway.Tell(halt, TestActor);
        ExpectMsg<GatewayStands>().Halt.ShouldBeNull();

        gateway.Tell(new HaltChanges("ci", "again", 2), TestActor);
        ExpectMsg<GatewayStands>().Halt.ShouldNotBeNull();
        gateway.Tell(resume, TestActor);
        ExpectMsg<GatewayStands>().Halt.ShouldNotBeNull();
    }

    [Fact]
    public void A_rollback_goes_to_what_the_function_had_before_the_first_change_and_the_workflow_is_told_until_it_knows()
    {
        var gateway = Start();
        gateway.Tell(Limits("plan:thumbnails-1:guest/resize", 512), TestActor);
        ExpectMsg<ChangeAccepted>();
        _platform.AnswerChange(new PlatformOutcome.Applied(true));
        AwaitQuiet(gateway);

        gateway.Tell(new RollBackLimits(Thumbnails.Id, null, "previous", "ci", "latency alarm"), TestActor);

        var back = FishForMessage<LimitsAreRolledBack>(_ => true);
        (back.Cause, back.To.Cause, back.Sent).ShouldBe(("rollback:1", "original", true));
        _platform.AnswerChange(new PlatformOutcome.Applied(true))
            .ShouldBe(new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(1, 256)));
        AwaitQuiet(gateway);
        _workflows.ExpectMsg<WorkflowProtocol.AcceptLimits>().Limits.ShouldHaveSingleItem();
        Time.Advance(TimeSpan.FromSeconds(5));
        var told = _workflows.ExpectMsg<WorkflowProtocol.AcceptLimits>();
        gateway.Tell(new LimitsNoted(told.Cause, told.Workflow));
        AwaitAssert(() =>
        {
            gateway.Tell(new GetGateway(), TestActor);
            FishForMessage<GatewayStatus>(_ => true).State.Impositions.ShouldBeEmpty();
        });
        gateway.Tell(new RollBackLimits(Thumbnails.Id, null, "plan:thumbnails-1", "ci", "", 0), TestActor);
        FishForMessage<NowhereToGo>(_ => true).Reason.ShouldContain("another rollback came before");
        gateway.Tell(new RollBackLimits(Thumbnails.Id, null, "previous", "ci", ""), TestActor);
        FishForMessage<NowhereToGo>(_ => true).Reason.ShouldContain("nothing to go back to");
        gateway.Tell(new GetConfigurations(Thumbnails.Id, null), TestActor);
        FishForMessage<PastConfigurations>(_ => true).Configurations.Select(known => known.Cause)
            .ShouldBe(["original", "plan:thumbnails-1", "rollback:1"]);
    }

    [Fact]
    public void Limits_that_were_changed_by_hand_are_found_at_the_next_look_and_put_back()
    {
        var gateway = Start(new GatewayOptions
        {
            Reconcile = new ReconcileOptions { Interval = TimeSpan.FromMinutes(1), OnDrift = DriftHandling.PutBack }
        });
        var moves = Listen<Observed.GatewayMoved>();
        gateway.Tell(Limits("a", 512), TestActor);
        ExpectMsg<ChangeAccepted>();
        _platform.AnswerChange(new PlatformOutcome.Applied(true));
        AwaitQuiet(gateway);

        _platform.Function = new FunctionLookup.Found(new RuntimeKind("nodejs:20"), ResourceConfiguration.Of(1, 2048));
        Time.Advance(TimeSpan.FromMinutes(1));

        _platform.AnswerChange(new PlatformOutcome.Applied(true))
            .ShouldBe(new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(1, 512)));
        moves.FishForMessage<Observed.GatewayMoved>(moved => moved.Fact is GatewayEvent.DriftFound).Describe()!.Kind
            .ShouldBe("drift-found");
    }

    [Fact]
    public void Functions_on_which_a_trial_runs_in_place_are_passed_over()
    {
        var gateway = Start(new GatewayOptions
        {
            Reconcile = new ReconcileOptions { Interval = TimeSpan.FromMinutes(1), OnDrift = DriftHandling.PutBack }
        });
        gateway.Tell(Limits("a", 512), TestActor);
        ExpectMsg<ChangeAccepted>();
        _platform.AnswerChange(new PlatformOutcome.Applied(true));
        AwaitQuiet(gateway);
        Time.Advance(TimeSpan.FromSeconds(55));
        gateway.Tell(new MayTry(Thumbnails.Id, true), TestActor);
        FishForMessage<TrialJudged>(_ => true);

        _platform.Function = new FunctionLookup.Found(new RuntimeKind("nodejs:20"), ResourceConfiguration.Of(1, 2048));
        Time.Advance(TimeSpan.FromSeconds(5));
        AwaitQuiet(gateway);

        gateway.Tell(new GetGateway(), TestActor);
        FishForMessage<GatewayStatus>(_ => true).State.Function(Resize).Present!.Value.Memory.Megabytes.ShouldBe(512);
        _platform.HasCall.ShouldBeFalse();
    }

    [Fact]
    public void A_wish_that_could_not_be_written_is_not_accepted()
    {
        var gateway = Start();
        AwaitQuiet(gateway);
        Watch(gateway);
        FlakyJournal.FailNextWrites(Sys, 1);

        gateway.Tell(Limits("a", 512), TestActor);

        ExpectTerminated(gateway);
        _platform.HasCall.ShouldBeFalse();
    }

    private IActorRef Start(GatewayOptions? options = null) =>
        Sys.ActorOf(PlatformGatewayActor.Props(
            _platform, options ?? new GatewayOptions(), Time,
            Sys.ActorOf(CatalogStandIn.Props(Thumbnails)),
            _workflows.Ref));

    private static Workflow Thumbnails { get; } =
        WorkflowDocument.TryRead(
            """{"name":"thumbnails","functions":["resize"],"qos":1}"""u8.ToArray(), "guest", out var workflow,
            out var problem)
            ? workflow
            : throw new InvalidOperationException(problem.ToString());

    private static RequestLimits Limits(string id, int megabytes) =>
        new(new ChangeId(id), Resize, ResourceConfiguration.Of(1, megabytes));

    private void AwaitQuiet(IActorRef gateway) => AwaitAssert(() =>
    {
        gateway.Tell(new GetGateway(), TestActor);
        FishForMessage<GatewayStatus>(_ => true).State.IsQuiet.ShouldBeTrue();
    });
}
