using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using AquaTope.Actors.Delivery;
using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Observation;
using AquaTope.Actors.Platform;
using AquaTope.Models;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using static AquaTope.Actors.Functions.FunctionProtocol;

namespace AquaTope.Actors.Functions;

/// <summary>One function: counts its invocations per window and keeps its containers' target at the gateway.</summary>
public sealed class FunctionActor : DecidingActor<PoolState, PoolCommand, PoolEvent, PoolEffect>
{
    private readonly FunctionSettings _settings;
    private readonly DemandMeter _meter;
    private readonly PoolFollower _follower;
    private readonly IActorRef _forecaster;
    private readonly IActorRef _gateway;
    private readonly IActorRef _announcer;
    private ForecastRecord _forecasts;
    private ChangeId? _unanswered;
    private double _memoryMegabytes = PoolOutlook.TypicalMegabytes;

    public FunctionActor(
        FunctionId function, FunctionSettings settings, IActorRef forecaster, IActorRef gateway, IActorRef announcer)
        : base(PoolState.New(function, settings.Pool))
    {
        _settings = settings;
        _meter = new DemandMeter(settings.Window);
        _follower = new PoolFollower(
            settings.Policy, settings.Pool.Retention, PolicySettings.Of(settings.Policy, settings.Window));
        _forecasts = ForecastRecord.Begin(settings.WindowsBetweenFalseAlarms);
        _forecaster = forecaster;
        _gateway = gateway;
        _announcer = announcer;
        PersistenceId = PersistenceIdOf(function);

        Command<RecordInvocations>(OnRecordInvocations);
        Command<DisregardInvocation>(own => _meter.Disregard(own.Activation));
        Command<CloseWindow>(OnCloseWindow);
        Command<ForecasterProtocol.ForecastReady>(OnForecastReady);
        Command<ForecasterProtocol.ForecastDeclined>(OnForecastDeclined);
        Command<PlatformGatewayProtocol.ChangeAccepted>(accepted =>
            _unanswered = _unanswered == accepted.Id ? null : _unanswered);
        Command<PoolCommand.NoteForecastDrift>(drift => Handle(drift));
        Command<GetFunction>(_ => Sender.Tell(Status()));
        Command<Retire>(_ =>
        {
            Sender.Tell(new Retired(function));
            Context.Parent.Tell(new Passivate(PoisonPill.Instance));
        });
    }

    /// <summary>Part of the wire contract: what the names of these journals begin with.</summary>
    public const string PersistencePrefix = "function-";

    public override string PersistenceId { get; }

    public static string PersistenceIdOf(FunctionId function) => $"{PersistencePrefix}{function}";

    /// <param name="function">Which function.</param>
    /// <param name="settings">What all functions of a node share.</param>
    /// <param name="forecaster">Who forecasts its demand.</param>
    /// <param name="gateway">Who makes targets come true.</param>
    /// <param name="announcer">
    /// Who is told what it has written, and that it has come back; nobody where it is not given.
    /// </param>
    public static Props Props(
        FunctionId function, FunctionSettings settings, IActorRef forecaster, IActorRef gateway,
        IActorRef? announcer = null)
    {
        // Akka compiles whatever is more than a variable in the expression, a quarter of a
        // millisecond for each function.
        var told = announcer ?? ActorRefs.Nobody;
        return Akka.Actor.Props.Create(() => new FunctionActor(function, settings, forecaster, gateway, told));
    }

    protected override Decision<PoolEvent, PoolEffect> Decide(PoolState state, PoolCommand command) =>
        PoolDecider.Decide(state, command, _follower, _settings.Pool, _memoryMegabytes);

    protected override PoolState Apply(PoolState state, PoolEvent fact) => state.Apply(fact);

    protected override IEnumerable<PoolEffect> Unfinished(PoolState state) => PoolDecider.Unfinished(state);

    protected override bool IsDurable(PoolEvent fact) =>
        fact is PoolEvent.WindowClosed or PoolEvent.TargetChosen or PoolEvent.ForecastsDrifted;

    protected override object ToSnapshot() => PoolSnapshot.Of(State);

    protected override PoolState Restore(object snapshot) => ((PoolSnapshot)snapshot).ToState(_settings.Pool);

    protected override void OnReplaySuccess()
    {
        if (State.LastClosed is { } last) _meter.Resume(last, State.Counted);
        // What was counted in windows not yet written went with whoever counted it; the
        // nodes that have it send it again.
        _announcer.Tell(new DeliveryProtocol.MarksMoved(State.Function, [], HasRecovered: true));
    }

    protected override void Announce(PoolEvent fact)
    {
        switch (fact)
        {
            case PoolEvent.WindowClosed { Closed.Counted: { Count: > 0 } moved }:
                _announcer.Tell(new DeliveryProtocol.MarksMoved(
                    State.Function, DeliveryProtocol.SourceReach.Of(moved), HasRecovered: false));
                break;
            case PoolEvent.WindowsPassed passed:
                ScoreForecast(passed.Window);
                Publish(new Observed.FunctionCounted(Status()));
                break;
            case PoolEvent.TargetChosen chosen:
                Log.Info(
                    "Prewarm target for {Function} {From} -> {To} because {Reason}",
                    State.Function, chosen.From, chosen.Target, chosen.Because);
                Publish(new Observed.TargetChosen(State.Function, chosen));
                Publish(new Observed.FunctionCounted(Status()));
                break;
            case PoolEvent.ForecastsDrifted drifted:
                var observed = new Observed.ForecastDrifted(State.Function, drifted);
                Log.Warning("Forecasts of {Function}: {Reason}", State.Function, observed.Describe()!.Reason);
                Publish(observed);
                break;
        }
    }

    protected override void Perform(PoolEffect effect)
    {
        switch (effect)
        {
            case PoolEffect.RequestForecast request:
                _forecaster.Tell(new ForecasterProtocol.RequestForecast(request.History));
                break;
            case PoolEffect.SubmitTarget submit:
                _unanswered = submit.Id;
                _gateway.Tell(new PlatformGatewayProtocol.RequestPrewarm(
                    submit.Id, State.Function, submit.Containers, submit.Together,
                    State.TargetSince is { } window ? WishOrder.OfPool(window.Value) : null));
                break;
            case PoolEffect.WindowDecided decided:
                Publish(new Observed.FunctionDecided(State.Function, decided.Window));
                break;
            default:
                throw new InvalidOperationException($"A function cannot perform {effect.GetType().Name}.");
        }
    }

    private void OnRecordInvocations(RecordInvocations record)
    {
        var isLacking = record.After > _meter.ReceivedThrough(record.Source);
        if (!isLacking) Count(record);
        Sender.Tell(new InvocationsReceived(
            State.Function, record.Source, record.Turn, _meter.ReceivedThrough(record.Source),
            State.Counted.FirstOrDefault(mark => mark.Source == record.Source)?.Through ?? 0, isLacking));
    }

    private void Count(RecordInvocations record)
    {
        if (record.Reports.Count == 0) return;
        foreach (var report in record.Reports) _meter.Record(record.Source, report);
        // Not written: after a restart the next activation tells it again, and a typical
        // container is assumed until then.
        if (record.Reports is [.., { Invocation.Memory.Megabytes: > 0 and var megabytes }])
            _memoryMegabytes = megabytes;
        Publish(new Observed.FunctionCounted(Status()));
    }

    // Until the closed windows are written they count in neither the meter nor the state, so nothing is told before. A
    // wish that the gateway has not confirmed may never have reached it, so it is told again.
    private void OnCloseWindow(CloseWindow close)
    {
        if (_unanswered is not null)
            foreach (var wish in Unfinished(State))
                Perform(wish);
        Handle(new PoolCommand.CloseWindow(close.Window, _meter.CloseThrough(close.Window)));
    }

    private void OnForecastReady(ForecasterProtocol.ForecastReady ready)
    {
        _forecasts = _forecasts.Expect(ready.Window.Next, ready.Forecast, ready.By);
        Handle(new PoolCommand.ForecastArrived(ready.Window, ready.Forecast, ready.By));
    }

    private void OnForecastDeclined(ForecasterProtocol.ForecastDeclined declined) =>
        Handle(new PoolCommand.ForecastDeclined(declined.Window, declined.Reason));

    private void ScoreForecast(WindowIndex window)
    {
        _forecasts = _forecasts.Score(window, State.Demand[window]);
        if (!_forecasts.IsDrifting) return;
        Self.Tell(new PoolCommand.NoteForecastDrift(window, _forecasts.Forecaster!, _forecasts.MeanError!.Value));
    }

    private FunctionStatus Status() => new(
        State.Function, State.Invocations + _meter.OpenInvocations, State.ColdStarts + _meter.OpenColdStarts,
        State.Target, State.LastClosed, _settings.Policy.Name,
        _forecasts.Forecast is { } forecast
            ? new ForecastStatus(
                _forecasts.Forecaster!, forecast.Mean, forecast.Quantile(ForecastRecord.WatchedLevel),
                _forecasts.MeanError)
            : null);

    private static void Publish(Observed observation) => Context.System.EventStream.Publish(observation);
}
