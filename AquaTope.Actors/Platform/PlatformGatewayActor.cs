using Akka.Actor;
using Akka.Event;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Journaling;
using AquaTope.Actors.Observation;
using AquaTope.Actors.Workflows;
using AquaTope.Models;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Snapshots;
using AquaTope.Models.Platform.Wishes;
using static AquaTope.Actors.Platform.PlatformGatewayProtocol;

namespace AquaTope.Actors.Platform;

/// <summary>
/// The one actor that changes the platform. A wish is answered once it is written down, and pursued from then on.
/// </summary>
public sealed partial class PlatformGatewayActor
    : DecidingActor<GatewayState, GatewayCommand, GatewayEvent, GatewayEffect>
{
    /// <summary>Part of the wire contract: the journal knows the gateway by it.</summary>
    public const string Id = "platform-gateway";

    private static readonly TimeSpan RemindInterval = TimeSpan.FromSeconds(5);

    private readonly IPlatform _platform;
    private readonly GatewayOptions _options;
    private readonly TimeProvider _time;
    private readonly IActorRef _catalog;
    private readonly IActorRef _workflows;
    private readonly PlatformInspector _inspector;
    private readonly CancellationTokenSource _stopping = new();
    private readonly GatewayAlarms _alarms;
    private readonly SnapshotPace _pace;
    private GatewayState _journaled;
    private long? _interval;
    private long _catalogVersion = -1;

    public PlatformGatewayActor(
        IPlatform platform, GatewayOptions options, TimeProvider time, IActorRef catalog, IActorRef workflows,
        SnapshotPace pace)
        : base(GatewayState.Empty(options.Mode, options.Guards))
    {
        _journaled = State;
        _pace = pace;
        _platform = platform;
        _options = options;
        _time = time;
        _catalog = catalog;
        _workflows = workflows;
        _inspector = new PlatformInspector(platform, time);
        _alarms = new GatewayAlarms(time, Self);

        Command<RequestPrewarm>(request =>
            OnSubmit(request.Id, new PlatformWish.Prewarm(request.Function, request.Containers, request.Together)
            {
                Order = request.Order
            }));
        Command<RequestLimits>(request =>
            OnSubmit(
                request.Id, new PlatformWish.Limits(request.Function, request.Resources) { Order = request.Order }));
        Command<CallEnded>(ended =>
            Handle(new GatewayCommand.Conclude(ended.Lane, ended.Id, ended.Change, ended.Outcome, Now)));
        Command<Described>(described => Handle(new GatewayCommand.Describe(described.Platform, Now)));
        Command<LookedUp>(OnLookedUp);
        Command<Unanswered>(OnUnanswered);
        Command<GatewayAlarms.Rung>(OnAlarm);
        Command<RemindDue>(_ => OnRemindDue());
        Command<InspectDue>(_ => OnInspectDue());
        Command<PlatformInspector.Inspected>(OnInspected);
        Command<CatalogProtocol.CatalogChanged>(OnCatalogChanged);
        Command<RollBackLimits>(OnRollBack);
        Command<GetConfigurations>(OnGetConfigurations);
        Command<LimitsNoted>(noted => Handle(new GatewayCommand.Note(noted.Cause, noted.Workflow, Now, noted.Imposed)));
        Command<HaltChanges>(order => OnTurn(order.AsOf, new GatewayCommand.Halt(order.Why, order.By, Now)));
        Command<ResumeChanges>(order => OnTurn(order.AsOf, new GatewayCommand.Resume(order.Why, order.By, Now)));
        Command<GetStand>(_ => Sender.Tell(Stand(State)));
        Command<MayTry>(OnMayTry);
        Command<TrialOver>(over =>
            Handle(new GatewayCommand.EndTrial(over.Workflow, over.LeavesLimits, over.At, Now)));
        Command<GetGateway>(_ => Sender.Tell(new GatewayStatus(State)));
    }

    public override string PersistenceId => Id;

    private DateTimeOffset Now => _time.GetUtcNow();

    /// <param name="platform">The platform it changes.</param>
    /// <param name="options">How it deals with the platform.</param>
    /// <param name="time">The clock.</param>
    /// <param name="catalog">Knows the workflows and their modes.</param>
    /// <param name="workflows">The region of those that are told of limits their plans did not choose.</param>
    /// <param name="pace">When it takes snapshots; as usual where it is not given.</param>
    public static Props Props(
        IPlatform platform, GatewayOptions options, TimeProvider time, IActorRef catalog, IActorRef workflows,
        SnapshotPace? pace = null) =>
        Akka.Actor.Props.Create(() => new PlatformGatewayActor(
            platform, options, time, catalog, workflows, pace ?? SnapshotPace.Standard));

    // As of the last snapshot: to count the entries of a large state with every event would be too much.
    protected override long SnapshotInterval => _interval ??= _pace.EventsAt(GatewaySnapshot.Of(_journaled).Entries);

    protected override Decision<GatewayEvent, GatewayEffect> Decide(GatewayState state, GatewayCommand command) =>
        GatewayDecider.Decide(state, command, _options);

    // A snapshot holds what journaled facts alone come to, as a later life would read them, which asks the
    // platform and the catalog anew.
    protected override GatewayState Apply(GatewayState state, GatewayEvent fact)
    {
        if (IsDurable(fact)) _journaled = _journaled.Apply(fact);
        _inspector.Spare(OffTrial(state, fact));
        return state.Apply(fact);
    }

    private static IReadOnlyList<FunctionId> OffTrial(GatewayState state, GatewayEvent fact) => fact switch
    {
        GatewayEvent.TrialEnded ended when state.Trials.TryGetValue(ended.Workflow, out var trial) => trial.Functions,
        GatewayEvent.ChangeApplied { Change: PlatformChange.PutBackLimits(var function, _) } => [function],
        _ => []
    };

    protected override object ToSnapshot()
    {
        var snapshot = GatewaySnapshot.Of(_journaled);
        _interval = _pace.EventsAt(snapshot.Entries);
        return snapshot;
    }

    protected override GatewayState Restore(object snapshot) =>
        _journaled = ((GatewaySnapshot)snapshot).ToState(_options.Mode, _options.Guards);

    protected override IEnumerable<GatewayEffect> Unfinished(GatewayState state) => GatewayDecider.Unfinished(state);

    protected override bool IsDurable(GatewayEvent fact) => GatewayDecider.IsDurable(fact);

    protected override void PreStart()
    {
        base.PreStart();
        _alarms.Every(RemindInterval, new RemindDue());
        if (_options.Reconcile.Interval > TimeSpan.Zero) _alarms.Every(_options.Reconcile.Interval, new InspectDue());
    }

    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        _alarms.Dispose();
    }

    protected override void Announce(GatewayEvent fact)
    {
        GatewayLog.Write(Log, fact);
        Context.System.EventStream.Publish(new Observed.GatewayMoved(fact));
    }

    protected override void Perform(GatewayEffect effect)
    {
        switch (effect)
        {
            case GatewayEffect.AskCapabilities:
                _platform.DescribeAsync(_stopping.Token).PipeTo(
                    Self, success: platform => new Described(platform),
                    failure: cause => new Unanswered(effect, cause));
                break;
            case GatewayEffect.LookUp lookUp:
                _platform.FindAsync(lookUp.Function, _stopping.Token).PipeTo(
                    Self, success: answer => new LookedUp(lookUp, answer),
                    failure: cause => new Unanswered(effect, cause));
                break;
            case GatewayEffect.Call call:
                _platform.ApplyAsync(call.Change, _stopping.Token).PipeTo(
                    Self, success: outcome => new CallEnded(call.Lane, call.Id, call.Change, outcome),
                    failure: cause => new CallEnded(
                        call.Lane, call.Id, call.Change, new PlatformOutcome.Unreachable(cause.Message)));
                break;
            case GatewayEffect.AskCatalog:
                _catalog.Tell(new CatalogProtocol.Subscribe());
                break;
            case GatewayEffect.LookAt look:
                _inspector.Begin(look, Self, _stopping.Token);
                break;
            case GatewayEffect.TellWorkflow tell:
                _workflows.Tell(new WorkflowProtocol.AcceptLimits(
                    tell.Workflow, tell.Imposition.Cause, tell.Imposition.Limits, tell.Imposition.Because,
                    tell.Imposition.Rejects, tell.Imposition.Order));
                break;
            case GatewayEffect.WakeAt wake:
                _alarms.At(wake.Instant);
                break;
            default:
                throw new InvalidOperationException($"The gateway cannot perform {effect.GetType().Name}.");
        }
    }

    // What a workflow wishes before it knows of limits that replace its plan's is of that plan. It wishes again.
    private void OnSubmit(ChangeId id, PlatformWish wish)
    {
        if (wish is PlatformWish.Limits && State.IsHeld(wish.Function)) return;
        Handle(new GatewayCommand.Submit(id, wish, Now), _ => new ChangeAccepted(id));
    }

    private void OnCatalogChanged(CatalogProtocol.CatalogChanged changed)
    {
        if (changed.Version <= _catalogVersion) return;
        _catalogVersion = changed.Version;
        Handle(new GatewayCommand.LearnCatalog(changed.Workflows, Now));
    }

    private void OnRemindDue()
    {
        // A subscription ends with the catalog that held it; its successor learns of the gateway by the next question.
        _catalog.Tell(new CatalogProtocol.Subscribe());
        Handle(new GatewayCommand.Remind(Now));
    }

    private void OnInspectDue()
    {
        if (!_inspector.IsBusy) Handle(new GatewayCommand.Inspect());
    }

    private void OnInspected(PlatformInspector.Inspected inspected)
    {
        var seen = _inspector.End(inspected);
        Handle(new GatewayCommand.Compare(seen, inspected.Began, Now) { StemCells = inspected.StemCells });
    }

    private void OnLookedUp(LookedUp lookedUp)
    {
        var function = lookedUp.Effect.Function;
        switch (lookedUp.Answer)
        {
            case FunctionLookup.Found found:
                Handle(new GatewayCommand.Identify(function, found.Kind, found.Resources, Now));
                break;
            case FunctionLookup.Missing:
                Log.Warning("The platform has no function {Function}; its wishes wait until it is deployed", function);
                AskAgain(lookedUp.Effect);
                break;
            case FunctionLookup.Unreachable unreachable:
                Log.Warning("The platform did not say how {Function} runs: {Reason}", function, unreachable.Reason);
                AskAgain(lookedUp.Effect);
                break;
        }
    }

    private void OnUnanswered(Unanswered unanswered)
    {
        if (_stopping.IsCancellationRequested) return;
        Log.Warning("{Question} went unanswered: {Reason}", unanswered.Effect, unanswered.Cause.Message);
        AskAgain(unanswered.Effect);
    }

    // What is due at an instant may be more than the question that was to be asked again.
    private void OnAlarm(GatewayAlarms.Rung rung)
    {
        _alarms.Forget(rung);
        if (rung.Question is { } question) Perform(question);

        // Timers count in milliseconds and may be a fraction of one early, when what is due would not be found to be.
        Handle(new GatewayCommand.Wake(rung.Instant > Now ? rung.Instant : Now));
    }

    private void AskAgain(GatewayEffect question) => _alarms.AskAgain(question, _options.Retry.Longest / 4);

    private sealed record RemindDue;

    private sealed record InspectDue;

    private sealed record CallEnded(LaneKey Lane, ChangeId Id, PlatformChange Change, PlatformOutcome Outcome);

    private sealed record Described(PlatformDescription Platform);

    private sealed record LookedUp(GatewayEffect.LookUp Effect, FunctionLookup Answer);

    private sealed record Unanswered(GatewayEffect Effect, Exception Cause);
}
