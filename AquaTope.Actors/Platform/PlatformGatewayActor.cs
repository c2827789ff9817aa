using Akka.Actor;
using Akka.Event;
using AquaTope.Actors.Observation;
using AquaTope.Models;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Halting;
using static AquaTope.Actors.Platform.PlatformGatewayProtocol;

namespace AquaTope.Actors.Platform;

/// <summary>
/// The one actor that changes the platform. A wish is answered once it is written down, and pursued from then on.
/// </summary>
public sealed class PlatformGatewayActor : DecidingActor<GatewayState, GatewayCommand, GatewayEvent, GatewayEffect>
{
    /// <summary>Part of the wire contract: the journal knows the gateway by it.</summary>
    public const string Id = "platform-gateway";

    private readonly IPlatform _platform;
    private readonly GatewayOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<DateTimeOffset, ITimer> _wakes = [];

    public PlatformGatewayActor(IPlatform platform, GatewayOptions options, TimeProvider time)
        : base(GatewayState.Empty(options.Mode))
    {
        _platform = platform;
        _options = options;
        _time = time;

        Command<RequestPrewarm>(request =>
            OnSubmit(request.Id, new PlatformWish.Prewarm(request.Function, request.Containers, request.Together)));
        Command<RequestLimits>(request =>
            OnSubmit(request.Id, new PlatformWish.Limits(request.Function, request.Resources)));
        Command<CallEnded>(ended =>
            Handle(new GatewayCommand.Conclude(ended.Lane, ended.Id, ended.Change, ended.Outcome, Now)));
        Command<Described>(described => Handle(new GatewayCommand.Describe(described.Platform, Now)));
        Command<LookedUp>(OnLookedUp);
        Command<Unanswered>(OnUnanswered);
        Command<WakeDue>(OnWakeDue);
        Command<HaltChanges>(order => Handle(new GatewayCommand.Halt(order.Why, order.By, Now), Stand));
        Command<ResumeChanges>(order => Handle(new GatewayCommand.Resume(order.Why, order.By, Now), Stand));
        Command<GetStand>(_ => Sender.Tell(Stand(State)));
        Command<MayTry>(question => Sender.Tell(new TrialJudged(question.Workflow, TrialVerdict.Of(State))));
        Command<GetGateway>(_ => Sender.Tell(new GatewayStatus(State)));
    }

    public override string PersistenceId => Id;

    private DateTimeOffset Now => _time.GetUtcNow();

    public static Props Props(IPlatform platform, GatewayOptions options, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new PlatformGatewayActor(platform, options, time));

    protected override Decision<GatewayEvent, GatewayEffect> Decide(GatewayState state, GatewayCommand command) =>
        GatewayDecider.Decide(state, command, _options);

    protected override GatewayState Apply(GatewayState state, GatewayEvent fact) => state.Apply(fact);

    protected override IEnumerable<GatewayEffect> Unfinished(GatewayState state) => GatewayDecider.Unfinished(state);

    protected override bool IsDurable(GatewayEvent fact) =>
        fact is GatewayEvent.PrewarmWished or GatewayEvent.LimitsWished or GatewayEvent.FunctionIdentified
            or GatewayEvent.ChangeApplied or GatewayEvent.ChangeAbandoned
            or GatewayEvent.ChangesHalted or GatewayEvent.ChangesResumed;

    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        foreach (var wake in _wakes.Values) wake.Dispose();
    }

    protected override void Announce(GatewayEvent fact)
    {
        switch (fact)
        {
            case GatewayEvent.ChangeApplied { Changed: true } applied:
                Log.Info("Platform now has {Change} because {Id}", applied.Change, applied.Id);
                break;
            case GatewayEvent.ChangeAbandoned abandoned:
                Log.Warning(
                    "The platform refused {Id} in {Lane}: {Reason}. It stays as it is until a new wish comes",
                    abandoned.Id, abandoned.Lane, abandoned.Reason);
                break;
            case GatewayEvent.CallUnanswered unanswered:
                Log.Warning(
                    "The platform did not answer in {Lane}: {Reason}. Next attempt at {RetryAt}",
                    unanswered.Lane, unanswered.Reason, unanswered.RetryAt);
                break;
            case GatewayEvent.ChangesHalted halted:
                Log.Warning("Changes are halted by {Caller}: {Reason}", halted.By, halted.Why);
                break;
            case GatewayEvent.ChangesResumed resumed:
                Log.Warning("Changes are resumed by {Caller}: {Reason}", resumed.By, resumed.Why);
                break;
        }
        Context.System.EventStream.Publish(new Observed.GatewayMoved(fact));
    }

    protected override void Perform(GatewayEffect effect)
    {
        switch (effect)
        {
            case GatewayEffect.AskCapabilities:
                _platform.DescribeAsync(_stopping.Token).PipeTo(
                    Self, success: platform => new Described(platform), failure: cause => new Unanswered(effect, cause));
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
            case GatewayEffect.WakeAt wake:
                ScheduleWake(wake.Instant, new WakeDue(wake.Instant, null));
                break;
            default:
                throw new InvalidOperationException($"The gateway cannot perform {effect.GetType().Name}.");
        }
    }

    private void OnSubmit(ChangeId id, PlatformWish wish) =>
        Handle(new GatewayCommand.Submit(id, wish, Now), _ => new ChangeAccepted(id));

    private static GatewayStands Stand(GatewayState state) => new(state.Mode, state.Halt);

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

    private void OnWakeDue(WakeDue due)
    {
        _wakes.Remove(due.Instant, out var timer);
        timer?.Dispose();
        if (due.Again is { } effect) Perform(effect);
        else Handle(new GatewayCommand.Wake(Now));
    }

    private void AskAgain(GatewayEffect effect)
    {
        var instant = Now + _options.Retry.Longest / 4;
        while (_wakes.ContainsKey(instant)) instant += TimeSpan.FromTicks(1);
        ScheduleWake(instant, new WakeDue(instant, effect));
    }

    private void ScheduleWake(DateTimeOffset instant, WakeDue due)
    {
        if (_wakes.ContainsKey(instant)) return;
        var self = Self;
        var delay = instant - Now;
        _wakes[instant] = _time.CreateTimer(
            _ => self.Tell(due), null, delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private sealed record CallEnded(LaneKey Lane, ChangeId Id, PlatformChange Change, PlatformOutcome Outcome);

    private sealed record Described(PlatformDescription Platform);

    private sealed record LookedUp(GatewayEffect.LookUp Effect, FunctionLookup Answer);

    private sealed record Unanswered(GatewayEffect Effect, Exception Cause);

    private sealed record WakeDue(DateTimeOffset Instant, GatewayEffect? Again);
}
