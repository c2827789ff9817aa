using Akka.Actor;
using Akka.TestKit;
using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Observation;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Sharding;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Testing;
using static AquaTope.Actors.Functions.FunctionProtocol;

namespace AquaTope.Actors.Tests.Functions;

public sealed class FunctionActorSpecs : ActorSpec
{
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");
    private static readonly ReportSource Source = new("scripted");
    private static readonly FunctionSettings Settings = new(
        WindowLength.OneMinute, new PoolOptions(),
        new ForecastPolicy("aquatope", 0.9, KeepAlivePolicy.OfMinutes(10, WindowLength.OneMinute)));

    private readonly TestProbe _forecaster;
    private readonly TestProbe _gateway;
    private readonly TestProbe _announcer;
    private readonly IActorRef _functions;

    public FunctionActorSpecs()
    {
        _forecaster = CreateTestProbe();
        _gateway = CreateTestProbe();
        _announcer = CreateTestProbe();
        _functions = Start();
    }

    [Fact]
    public void What_a_window_needed_is_shown_to_the_forecaster_and_the_answer_wished_at_the_gateway()
    {
        Record(Invocation(1, minute: 100), Invocation(2, minute: 100));
        Close(100);

        var asked = _forecaster.ExpectMsg<ForecasterProtocol.RequestForecast>();
        asked.History.Demand.ToArray().ShouldBe([2]);
        _forecaster.Reply(
            new ForecasterProtocol.ForecastReady(asked.History.LastWindow, Forecast.Certain(5), "scripted"));

        _gateway.ExpectMsg(new PlatformGatewayProtocol.RequestPrewarm(
            new ChangeId("pool:guest/resize:100"), Resize, 3, 5, new WishOrder("pool", 100)));
    }

    [Fact]
    public void A_declined_forecast_leaves_the_decision_to_the_keep_alive()
    {
        var decided = Listen<Observed.FunctionDecided>();
        Record(Invocation(1, minute: 100));
        Close(100);

        _forecaster.ExpectMsg<ForecasterProtocol.RequestForecast>();
        _forecaster.Reply(new ForecasterProtocol.ForecastDeclined(new WindowIndex(100), "busy"));

        decided.ExpectMsg(new Observed.FunctionDecided(Resize, new WindowIndex(100)));
        _gateway.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void After_a_restart_the_demand_is_as_it_was_and_the_target_is_wished_again()
    {
        Record(Invocation(1, minute: 100), Invocation(2, minute: 100));
        Close(100);
        AnswerForecast(5);
        var wished = _gateway.ExpectMsg<PlatformGatewayProtocol.RequestPrewarm>();
        StopAndWait(_functions);

        var restarted = Start();
        restarted.Tell(new CloseWindow(Resize, new WindowIndex(101)));

        _gateway.ExpectMsg(wished);
        _forecaster.ExpectMsg<ForecasterProtocol.RequestForecast>().History.Demand.ToArray().ShouldBe([2, 0]);
    }

    [Fact]
    public void A_wish_is_told_with_every_window_until_the_gateway_has_written_it_down()
    {
        Record(Invocation(1, minute: 100), Invocation(2, minute: 100));
        Close(100);
        AnswerForecast(5);
        var wished = _gateway.ExpectMsg<PlatformGatewayProtocol.RequestPrewarm>();

        Close(101);
        _gateway.ExpectMsg(wished);
        _gateway.Reply(new PlatformGatewayProtocol.ChangeAccepted(wished.Id));
        Close(102);
        _functions.Tell(new GetFunction(Resize), TestActor);

        ExpectMsg<FunctionStatus>();
        _gateway.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void An_invocation_made_to_warm_is_not_counted_whichever_node_tells_of_it()
    {
        var warming = Invocation(1, minute: 100);
        _functions.Tell(new DisregardInvocation(Resize, warming.Invocation.Id), ActorRefs.NoSender);

        Record(warming, Invocation(2, minute: 100));
        _functions.Tell(new GetFunction(Resize), TestActor);

        ExpectMsg<FunctionStatus>().Invocations.ShouldBe(1);
    }

    [Fact]
    public void Reports_read_back_after_a_restart_are_counted_once()
    {
        Record(Invocation(1, minute: 100), Invocation(2, minute: 101));
        Close(100);
        AnswerForecast(1);
        StopAndWait(_functions);

        var restarted = Start();
        restarted.Tell(
            new RecordInvocations(Resize, Source, 0, [Invocation(1, minute: 100), Invocation(2, minute: 101)]),
            ActorRefs.NoSender);
        restarted.Tell(new GetFunction(Resize), TestActor);

        ExpectMsg<FunctionStatus>().Invocations.ShouldBe(2);
    }

    [Fact]
    public void A_snapshot_holds_everything_that_the_events_before_it_said()
    {
        for (var minute = 100; minute < 700; minute++)
        {
            Record(Invocation(minute, minute));
            Close(minute);
            AnswerForecast(0);
        }
        _functions.Tell(new GetFunction(Resize), TestActor);
        var before = ExpectMsg<FunctionStatus>();
        StopAndWait(_functions);

        Start().Tell(new GetFunction(Resize), TestActor);

        ExpectMsg<FunctionStatus>().ShouldBe(before with { Forecast = null }, "how forecasts turn out is not kept");
        before.Invocations.ShouldBe(600);
    }

    private IActorRef Start() => Sys.ActorOf(ChildPerEntity.Props(
        entity => FunctionActor.Props(FunctionId.Parse(entity), Settings, _forecaster, _gateway, _announcer)));

    private void AnswerForecast(double demand)
    {
        var asked = _forecaster.ExpectMsg<ForecasterProtocol.RequestForecast>();
        _forecaster.Reply(
            new ForecasterProtocol.ForecastReady(asked.History.LastWindow, Forecast.Certain(demand), "scripted"));
    }

    private void Record(params SequencedInvocation[] reports) =>
        _functions.Tell(new RecordInvocations(Resize, Source, 0, reports), ActorRefs.NoSender);

    private void Close(long window) => _functions.Tell(new CloseWindow(Resize, new WindowIndex(window)), TestActor);

    private static SequencedInvocation Invocation(long sequence, int minute) => new(
        sequence,
        new Invocation(
            new ActivationId((UInt128)sequence), Resize, DateTimeOffset.UnixEpoch.AddMinutes(minute), TimeSpan.Zero,
            TimeSpan.Zero, TimeSpan.FromSeconds(2), ActivationStatus.Success, MemorySize.FromMegabytes(256), null));
}
