using Akka.Actor;
using AquaTope.Actors.Delivery;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Sharding;
using AquaTope.Models.Delivery;
using AquaTope.Models.Identity;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Testing;
using static AquaTope.Actors.Delivery.DeliveryProtocol;
using static AquaTope.Actors.Functions.FunctionProtocol;

namespace AquaTope.Actors.Tests.Delivery;

/// <summary>Two nodes' logs and deliveries before one function, whose journal fails and which moves.</summary>
public sealed class RedeliverySpecs : ActorSpec
{
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");
    private static readonly FunctionSettings Settings = new(
        WindowLength.OneMinute, new PoolOptions(),
        new ForecastPolicy("aquatope", 0.9, KeepAlivePolicy.OfMinutes(10, WindowLength.OneMinute)));

    private readonly ListedReports _first = new(new ReportSource("first"));
    private readonly ListedReports _second = new(new ReportSource("second"));
    private readonly IActorRef _functions;
    private readonly IActorRef[] _deliveries;

    public RedeliverySpecs() : base(FlakyJournal.Configuration)
    {
        var announcer = CreateTestProbe();
        _functions = Sys.ActorOf(ChildPerEntity.Props(entity => FunctionActor.Props(
            FunctionId.Parse(entity), Settings, CreateTestProbe(), CreateTestProbe(), announcer)));
        _deliveries =
        [
            .. new[] { _first, _second }.Select(log => Sys.ActorOf(
                DeliveryActor.Props(log, new DeliveryOptions(), Time, _functions, _ => true)))
        ];
        announcer.SetAutoPilot(new Akka.TestKit.DelegateAutoPilot((_, message) =>
        {
            foreach (var delivery in _deliveries) delivery.Tell(message);
            return Akka.TestKit.AutoPilot.KeepRunning;
        }));
    }

    [Fact]
    public void What_was_counted_before_a_write_failed_is_counted_when_the_actor_is_back()
    {
        Accept(_first, 0, Report(1, minute: 100), Report(2, minute: 100));
        Accept(_second, 1, Report(1, minute: 100, id: 11), Report(2, minute: 101, id: 12));
        CountsEventually(4);

        FlakyJournal.FailNextWrites(Sys, 1);
        Close(100);
        Close(101);
        CountsEventually(4);
        Close(102);
        CountsEventually(4);
    }

    [Fact]
    public void A_function_that_moves_to_another_node_takes_its_counts_along()
    {
        Accept(_first, 0, Report(1, minute: 100));
        CountsEventually(1);
        Close(100);
        Accept(_first, 0, Report(2, minute: 101), Report(3, minute: 101));
        CountsEventually(3);

        _functions.Tell(new Retire(Resize));

        CountsEventually(3);
        Close(101);
        CountsEventually(3);
    }

    [Fact]
    public void An_activation_that_was_sent_to_both_nodes_counts_once_also_after_the_actor_came_back()
    {
        Accept(_first, 0, Report(1, minute: 100));
        CountsEventually(1);
        Accept(_second, 1, Report(7, minute: 100, id: 1), Report(8, minute: 100, id: 8));
        CountsEventually(2);

        FlakyJournal.FailNextWrites(Sys, 1);
        Close(100);
        CountsEventually(2);
        Close(101);
        CountsEventually(2);
    }

    private void Accept(ListedReports log, int node, params SequencedInvocation[] reports)
    {
        log.Append([.. reports.Select(report =>
            new SequencedReport(report.Sequence, new ActivationReport.Ran(report.Invocation)))]);
        _deliveries[node].Tell(
            new Deliver([new FunctionReports(Resize, reports)], reports[^1].Sequence), TestActor);
        ExpectMsg<Taken>();
    }

    private void Close(long window) => _functions.Tell(new CloseWindow(Resize, new WindowIndex(window)), TestActor);

    // A journal that failed stops the actor; whoever asks it brings it back.
    private void CountsEventually(long invocations) => AwaitAssert(() =>
    {
        var asked = CreateTestProbe();
        _functions.Tell(new GetFunction(Resize), asked);
        asked.ExpectMsg<FunctionStatus>(TimeSpan.FromSeconds(5)).Invocations.ShouldBe(invocations);
    }, TimeSpan.FromSeconds(120));

    private static SequencedInvocation Report(long sequence, int minute, int? id = null) => new(
        sequence,
        new Invocation(
            new ActivationId((UInt128)(id ?? sequence)), Resize, DateTimeOffset.UnixEpoch.AddMinutes(minute),
            TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(2), ActivationStatus.Success,
            MemorySize.FromMegabytes(256), null));
}
