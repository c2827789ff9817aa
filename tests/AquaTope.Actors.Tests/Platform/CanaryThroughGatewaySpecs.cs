using Akka.Actor;
using Akka.TestKit;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Sharding;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Tuning;
using AquaTope.Models.Workflows;
using AquaTope.Testing;
using static AquaTope.Actors.Tests.Optimization.ActorStudies;

namespace AquaTope.Actors.Tests.Platform;

/// <summary>A workflow and the gateway together, before a platform that the test plays.</summary>
public sealed class CanaryThroughGatewaySpecs : ActorSpec
{
    private static readonly FunctionId F = Definition.Functions.Single();

    private readonly ScriptedPlatform _platform = new();
    private readonly TestProbe _optimizer;
    private readonly IActorRef _workflow;
    private readonly IActorRef _gateway;

    public CanaryThroughGatewaySpecs()
    {
        _optimizer = CreateTestProbe();
        var region = new Forwarder();
        _gateway = Sys.ActorOf(PlatformGatewayActor.Props(
            _platform,
            new GatewayOptions
            {
                Mode = OperatingMode.Observe,
                Reconcile = new ReconcileOptions { Interval = TimeSpan.FromMinutes(1), OnDrift = DriftHandling.Adopt }
            },
            Time, Sys.ActorOf(CatalogStandIn.Props(OnTrial)), Sys.ActorOf(Forwarder.Props(region))));
        _workflow = Sys.ActorOf(ChildPerEntity.Props(entity => WorkflowActor.Props(
            WorkflowId.Parse(entity),
            new TuningOptions { QuietWindows = 1, Canary = new CanaryOptions { Runs = 20, Windows = 2 } },
            _optimizer.Ref, _gateway)));
        region.To = _workflow;
    }

    // The nodes observe; this one workflow is in mode canary.
    private static Workflow OnTrial => Definition.With(OperatingMode.Canary);
    private UInt128 _runs;

    [Fact]
    public void Limits_on_trial_go_out_and_come_back_by_themselves_on_a_breach_of_the_baseline()
    {
        StartTrial();

        _workflow.Tell(Ran([.. Enumerable.Repeat(1.5, 10)]));

        Applies(256);
        Status().State.ShouldBe("serving");
        Status().Plan.ShouldBe(Plan(256));
    }

    [Fact]
    public void Limits_on_trial_that_keep_the_promise_stay()
    {
        StartTrial();

        _workflow.Tell(Ran([.. Enumerable.Repeat(0.4, 20)]));
        for (var window = 2; window < 5; window++)
            _workflow.Tell(new WorkflowProtocol.CloseWorkflowWindow(Definition.Id, new WindowIndex(window)));

        Status().State.ShouldBe("serving");
        Status().Plan.ShouldBe(Plan(129));
        _platform.HasCall.ShouldBeFalse();
    }

    [Fact]
    public void A_rollback_ends_the_trial_and_the_plan_that_was_gone_back_to_is_in_force()
    {
        StartTrial();

        _gateway.Tell(
            new PlatformGatewayProtocol.RollBackLimits(null, F, "previous", "ci", "latency alarm"), TestActor);

        Applies(256);
        AwaitAssert(() =>
        {
            Status().State.ShouldBe("serving");
            Status().Plan.ShouldBe(Plan(256));
        });
        _workflow.Tell(Ran([.. Enumerable.Repeat(0.4, 20)]));
        Status().Plan.ShouldBe(Plan(256));
        _platform.HasCall.ShouldBeFalse();
    }

    [Fact]
    public void Limits_that_are_changed_by_hand_and_adopted_are_the_plan_in_force()
    {
        StartTrial();
        _platform.Function = new FunctionLookup.Found(new RuntimeKind("nodejs:20"), ResourceConfiguration.Of(1, 999));
        Time.Advance(TimeSpan.FromMinutes(1));

        AwaitAssert(() => Status().Plan.ShouldBe(Plan(999)));
        Status().State.ShouldBe("serving");
        _platform.HasCall.ShouldBeFalse();
    }

    private void StartTrial()
    {
        _workflow.Tell(new WorkflowProtocol.Manage(OnTrial));
        _workflow.Tell(Ran(0.4, 0.5));
        _workflow.Tell(new WorkflowProtocol.CloseWorkflowWindow(Definition.Id, new WindowIndex(0)));
        _workflow.Tell(new WorkflowProtocol.CloseWorkflowWindow(Definition.Id, new WindowIndex(1)));
        var study = _optimizer.FishForMessage<OptimizerProtocol.StartStudy>(_ => true).Study;
        _workflow.Tell(new WorkflowProtocol.SettleStudy(study, Plan(129), "cheapest", Plan(256)));
        Applies(129);
        Status().State.ShouldBe("canary");
    }

    private void Applies(int megabytes)
    {
        _platform.AnswerChange(new PlatformOutcome.Applied(true))
            .ShouldBe(new PlatformChange.SetLimits(F, ResourceConfiguration.Of(1, megabytes)));
        _platform.Function = new FunctionLookup.Found(
            new RuntimeKind("nodejs:20"), ResourceConfiguration.Of(1, megabytes));
        AwaitAssert(() =>
        {
            _gateway.Tell(new PlatformGatewayProtocol.GetGateway(), TestActor);
            FishForMessage<PlatformGatewayProtocol.GatewayStatus>(_ => true).State.Lanes[LaneKey.Limits(F)].Progress
                .ShouldBeOfType<LaneProgress.Settled>();
        });
    }

    private WorkflowProtocol.WorkflowStatus Status()
    {
        _workflow.Tell(new WorkflowProtocol.GetWorkflow(Definition.Id), TestActor);
        return FishForMessage<WorkflowProtocol.WorkflowStatus>(_ => true);
    }

    private WorkflowProtocol.RecordActivations Ran(params double[] seconds) => new(
        Definition.Id, [],
        [
            .. seconds.Select(latency => new CompositionRun(
                new ActivationId(++_runs), FunctionId.Parse("w"), DateTimeOffset.UnixEpoch,
                DateTimeOffset.UnixEpoch.AddSeconds(latency), ActivationStatus.Success, null))
        ]);

    /// <summary>The region of workflows, which is there only after the gateway.</summary>
    private sealed class Forwarder
    {
        public IActorRef To { get; set; } = ActorRefs.Nobody;

        public static Props Props(Forwarder region) => Akka.Actor.Props.Create(() => new Relay(region));

        private sealed class Relay : UntypedActor
        {
            private readonly Forwarder _region;

            public Relay(Forwarder region) => _region = region;

            protected override void OnReceive(object message) => _region.To.Forward(message);
        }
    }
}
