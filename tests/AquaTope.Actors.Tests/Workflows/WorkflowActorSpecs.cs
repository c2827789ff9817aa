using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Sharding;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Tuning;
using AquaTope.Testing;
using static AquaTope.Actors.Tests.Optimization.ActorStudies;
using static AquaTope.Actors.Workflows.WorkflowProtocol;

namespace AquaTope.Actors.Tests.Workflows;

public sealed class WorkflowActorSpecs : ActorSpec
{
    private static readonly TuningOptions Options = new()
    {
        RunsToProfile = 2,
        QuietWindows = 2,
        RunsBetweenFalseAlarms = 100,
        WindowsBetweenStudies = 1
    };

    private static readonly PlatformGatewayProtocol.RequestLimits Wish = new(
        new ChangeId("plan:w-1:guest/f"), FunctionId.Parse("f"), ResourceConfiguration.Of(1, 129),
        new WishOrder("workflow:w", 4, 0));

    private readonly TestProbe _optimizer;
    private readonly TestProbe _gateway;
    private IActorRef _workflow;
    private UInt128 _runs;

    public WorkflowActorSpecs()
    {
        _optimizer = CreateTestProbe();
        _gateway = CreateTestProbe();
        _workflow = Create();
    }

    [Fact]
    public void A_workflow_that_ran_often_enough_is_studied_when_the_window_closes()
    {
        _workflow.Tell(new Manage(Definition));
        _workflow.Tell(Ran(0.4, 0.5));
        _workflow.Tell(Close(0));

        _optimizer.ExpectMsg<OptimizerProtocol.StartStudy>().Study.ShouldBe(Study);
    }

    [Fact]
    public void Runs_that_are_told_again_count_once()
    {
        _workflow.Tell(new Manage(Definition));
        var ran = Ran(0.4, 0.5);

        _workflow.Tell(ran);
        _workflow.Tell(ran);
        _workflow.Tell(Ran(0.6));

        Status().Runs.ShouldBe(3);
    }

    [Fact]
    public void A_study_that_was_lost_is_asked_for_again_with_the_same_seed()
    {
        var asked = StartTuning();

        _workflow.Tell(Close(2));

        _optimizer.ExpectMsg(asked);
    }

    [Fact]
    public void The_answer_becomes_wishes_that_are_repeated_until_the_gateway_accepts_them()
    {
        StartTuning();
        Settle();
        _gateway.ExpectMsg(Wish);

        _workflow.Tell(Close(2));
        _gateway.ExpectMsg(Wish);
        _gateway.Reply(new PlatformGatewayProtocol.ChangeAccepted(Wish.Id));

        _workflow.Tell(Close(3));
        Status().State.ShouldBe("serving");
        _gateway.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Limits_that_replace_the_plan_s_are_noted_and_are_the_plan_in_force_from_then_on()
    {
        StartTuning();
        Settle();
        _gateway.ExpectMsg(Wish);
        var limits = new FunctionLimits(Wish.Function, ResourceConfiguration.Of(1, 777));

        _workflow.Tell(new AcceptLimits(Definition.Id, "rollback:1", [limits], "rolled back by ci", true), _gateway);
        _workflow.Tell(new AcceptLimits(Definition.Id, "rollback:1", [limits], "rolled back by ci", true), _gateway);

        _gateway.ExpectMsg(new PlatformGatewayProtocol.LimitsNoted("rollback:1", Definition.Id, 0));
        _gateway.ExpectMsg(new PlatformGatewayProtocol.LimitsNoted("rollback:1", Definition.Id, 0));
        _workflow.Tell(Close(2));
        Status().Plan.ShouldBe(Plan(777));
        Status().Because.ShouldBe("rolled back by ci");
        _gateway.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void After_a_restart_the_plan_is_served_and_what_was_accepted_is_not_wished_again()
    {
        StartTuning();
        Settle();
        _gateway.ExpectMsg(Wish);
        _gateway.Reply(new PlatformGatewayProtocol.ChangeAccepted(Wish.Id));
        Status();
        Restart();

        Status().Plan.ShouldBe(Plan(129));
        _gateway.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void After_a_restart_a_study_under_way_is_asked_for_again()
    {
        var asked = StartTuning();
        Restart();

        _optimizer.ExpectMsg(asked);
    }

    [Fact]
    public void Runs_that_miss_the_promise_lead_to_another_study_and_to_what_was_larger_before_meanwhile()
    {
        StartTuning();
        Settle();
        _workflow.Tell(Ran([.. Enumerable.Repeat(1.5, 10)]));

        EventFilter.Warning(contains: "no longer what its plan was found for")
            .ExpectOne(() => _workflow.Tell(Close(2)));

        _optimizer.FishForMessage<OptimizerProtocol.StartStudy>(start => start.Study.Generation == 2);
        var status = Status();
        status.State.ShouldBe("drifting");
        status.Plan.ShouldBe(Plan(256));
        _gateway.FishForMessage<PlatformGatewayProtocol.RequestLimits>(
            wanted => wanted.Id.Value.StartsWith("meanwhile:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_plan_on_trial_that_breaks_the_promise_is_taken_back()
    {
        StartCanary();

        EventFilter.Warning(contains: "takes its plan back").ExpectOne(
            () => _workflow.Tell(Ran([.. Enumerable.Repeat(1.5, 10)])));

        _gateway.ExpectMsg(TakeBack);
        var status = Status();
        status.State.ShouldBe("serving");
        status.Plan.ShouldBe(Plan(256));
    }

    [Fact]
    public void A_plan_that_was_taken_back_stays_so_after_a_restart_until_the_gateway_has_accepted_it()
    {
        StartCanary();
        _workflow.Tell(Ran([.. Enumerable.Repeat(1.5, 10)]));
        _gateway.ExpectMsg(TakeBack);
        Restart();

        _gateway.ExpectMsg(TakeBack);
        Status().Plan.ShouldBe(Plan(256));
    }

    [Fact]
    public void A_restart_on_trial_goes_on_with_the_same_baseline_and_watches_from_the_beginning()
    {
        StartCanary();
        _workflow.Tell(Ran(1.5, 1.5, 1.5, 1.5));
        Restart();
        Status().State.ShouldBe("canary");

        _workflow.Tell(Ran(1.5, 1.5, 1.5, 1.5));
        Status().State.ShouldBe("canary");
        _workflow.Tell(Ran(1.5, 1.5));
        _gateway.ExpectMsg(TakeBack);
    }

    [Fact]
    public void A_plan_on_trial_that_does_well_is_kept()
    {
        StartCanary();
        _workflow.Tell(Ran([.. Enumerable.Repeat(0.5, 20)]));
        _workflow.Tell(Close(2));
        _workflow.Tell(Close(3));

        var status = Status();
        status.State.ShouldBe("serving");
        status.Plan.ShouldBe(Plan(129));
    }

    [Fact]
    public void A_retired_workflow_stops_its_study_and_is_put_to_rest()
    {
        StartTuning();
        var region = CreateTestProbe();
        var workflow = region.ChildActorOf(Props);
        region.ExpectNoMsg(TimeSpan.Zero);

        workflow.Tell(new Retire(Definition.Id));

        region.ExpectMsg<Passivate>();
        _optimizer.FishForMessage(message => message is OptimizerProtocol.StopStudy);
    }

    [Fact]
    public void A_retired_workflow_answers_whenever_it_is_told_and_late_news_do_not_bring_it_back()
    {
        _workflow.Tell(new Manage(Definition, 5));
        _workflow.Tell(new Retire(Definition.Id, 6), TestActor);
        ExpectMsg(new Retired(Definition.Id, 6));
        _workflow = Create();

        _workflow.Tell(new Manage(Definition, 5));
        _workflow.Tell(new Retire(Definition.Id, 6), TestActor);
        ExpectMsg(new Retired(Definition.Id, 6));

        _workflow = Create();
        _workflow.Tell(new GetWorkflow(Definition.Id), TestActor);
        ExpectMsg(new NotManaged(Definition.Id));
    }

    [Fact]
    public void An_unknown_workflow_is_not_managed()
    {
        _workflow.Tell(new GetWorkflow(Definition.Id), TestActor);

        ExpectMsg(new NotManaged(Definition.Id));
    }

    private static readonly PlatformGatewayProtocol.RequestLimits TakeBack = new(
        new ChangeId("back:w-1:guest/f"), FunctionId.Parse("f"), ResourceConfiguration.Of(1, 256),
        new WishOrder("workflow:w", 5, 0));

    private bool _canaries;

    private Props Props => WorkflowActor.Props(
        Definition.Id,
        Options with { Canaries = _canaries, Canary = new CanaryOptions { Runs = 20, Windows = 2 } }, _optimizer.Ref,
        _gateway.Ref);

    /// <summary>A plan on trial that the gateway has accepted.</summary>
    private void StartCanary()
    {
        _canaries = true;
        StopAndWait(_workflow);
        _workflow = Create();
        StartTuning();
        Settle();
        _gateway.ExpectMsg(Wish);
        _gateway.Reply(new PlatformGatewayProtocol.ChangeAccepted(Wish.Id));
        Status().State.ShouldBe("canary");
    }

    private IActorRef Create() => Sys.ActorOf(ChildPerEntity.Props(_ => Props));

    private void Restart()
    {
        StopAndWait(_workflow);
        _workflow = Create();
        _workflow.Tell(new GetWorkflow(Definition.Id));
    }

    private OptimizerProtocol.StartStudy StartTuning()
    {
        _workflow.Tell(new Manage(Definition));
        _workflow.Tell(Close(0));
        _workflow.Tell(Close(1));
        return _optimizer.ExpectMsg<OptimizerProtocol.StartStudy>();
    }

    private void Settle() => _workflow.Tell(new SettleStudy(Study, Plan(129), "cheapest", Plan(256)));

    private WorkflowStatus Status()
    {
        _workflow.Tell(new GetWorkflow(Definition.Id), TestActor);
        return ExpectMsg<WorkflowStatus>();
    }

    private static CloseWorkflowWindow Close(long window) => new(Definition.Id, new WindowIndex(window));

    private RecordActivations Ran(params double[] seconds) => new(Definition.Id, [],
    [
        .. seconds.Select(latency => new CompositionRun(
            new ActivationId(++_runs), FunctionId.Parse("w"), DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddSeconds(latency), ActivationStatus.Success, null))
    ]);
}
