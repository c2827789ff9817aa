using Akka.Actor;
using Akka.Event;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Workflows;
using AquaTope.Models;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Trials;
using static AquaTope.Actors.Optimization.OptimizerProtocol;

namespace AquaTope.Actors.Optimization;

/// <summary>
/// One study: asks the designer when it has a permit, measures on the platform, tells the workflow the answer.
/// </summary>
public sealed class StudyActor : DecidingActor<StudyState, StudyCommand, StudyEvent, StudyEffect>
{
    private readonly StudyId _study;
    private readonly OptimizerSettings _settings;
    private readonly IPlatform _platform;
    private readonly TimeProvider _time;
    private readonly IActorRef _optimizer;
    private readonly IActorRef _workflows;
    private readonly IActorRef _designer;
    private readonly GatedTrial _trial;
    private readonly CancellationTokenSource _stopping = new();
    private StudyEffect? _question;
    private ITimer? _pause;
    private StartStudy? _asked;
    private IActorRef? _recall;
    private EarlierEvidence? _evidence;

    public StudyActor(
        StudyId study, OptimizerSettings settings, IPlatform platform, TimeProvider time, IActorRef optimizer,
        IActorRef workflows, IActorRef gateway)
        : base(new StudyState.Unstarted())
    {
        _study = study;
        _settings = settings;
        _platform = platform;
        _time = time;
        _optimizer = optimizer;
        _workflows = workflows;
        _designer = Context.ActorOf(DesignWorker.Props(settings.Designers), "designer");
        _trial = new GatedTrial(platform, gateway, time, Self);
        PersistenceId = PersistenceIdOf(study);

        Command<StartStudy>(OnStartStudy);
        Command<StudyRecall.Recalled>(recalled => OnRecalled(recalled.State));
        Command<Terminated>(_ => OnRecallLost());
        Command<Prepared>(OnPrepared);
        Command<PermitGranted>(_ => OnPermitGranted());
        Command<DesignWorker.Designed>(designed => OnDesigned(designed.Answer));
        Command<DesignerBroke>(broke => OnDesigned(new StudyCommand.ReportBrokenDesigner(broke.Reason)));
        Command<MeasurementDue>(due => Measure(due.Trial));
        Command<GatedTrial.QuestionDue>(_ => _trial.Ask());
        Command<PlatformGatewayProtocol.TrialJudged>(OnTrialJudged);
        Command<GatedTrial.Ended>(OnTrialEnded);
        Command<StopStudy>(stop => Handle(new StudyCommand.Stop(stop.Reason)));
        Command<GetStudy>(_ => Sender.Tell(StudyView.Details(_study, State)));
    }

    /// <summary>Part of the wire contract: what the names of these journals begin with.</summary>
    public const string PersistencePrefix = "study-";

    public override string PersistenceId { get; }

    /// <summary>Part of the wire contract: the journal knows a study by it.</summary>
    public static string PersistenceIdOf(StudyId study) => $"{PersistencePrefix}{study}";

    public static Props Props(
        StudyId study, OptimizerSettings settings, IPlatform platform, TimeProvider time, IActorRef optimizer,
        IActorRef workflows, IActorRef gateway) =>
        Akka.Actor.Props.Create(() =>
            new StudyActor(study, settings, platform, time, optimizer, workflows, gateway));

    protected override Decision<StudyEvent, StudyEffect> Decide(StudyState state, StudyCommand command) =>
        StudyDecider.Decide(state, command);

    protected override StudyState Apply(StudyState state, StudyEvent fact) => state.Apply(fact);

    protected override IEnumerable<StudyEffect> Unfinished(StudyState state) => StudyDecider.Unfinished(state);

    protected override void OnReplaySuccess() => TellStatus();

    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        _trial.Dispose();
        _pause?.Dispose();
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        Self.Tell(new DesignerBroke(cause.Message));
        return Directive.Restart;
    });

    protected override void Announce(StudyEvent fact)
    {
        switch (fact)
        {
            case StudyEvent.TrialsEnded ended:
                Log.Info("Study {Study} tries nothing more because {Reason}", _study, ended.Because);
                break;
            case StudyEvent.StudySettled settled:
                Log.Info("Study {Study} settled on {Plan} because {Reason}", _study, settled.Plan, settled.Because);
                break;
            case StudyEvent.StudyStopped stopped:
                _stopping.Cancel();
                _trial.Dispose();
                Log.Info("Study {Study} stopped because {Reason}", _study, stopped.Reason);
                break;
            case StudyEvent.TrialFailed failed:
                Log.Info(
                    "Trial {Number} of {Study} failed in {Stage} because {Reason}", failed.Number, _study, failed.Stage,
                    failed.Reason);
                break;
            case StudyEvent.TrialNotRun notRun:
                Log.Warning(
                    "The platform did not run trial {Number} of {Study}: {Reason}. It is tried again a few times",
                    notRun.Number, _study, notRun.Reason);
                break;
        }
        Context.System.EventStream.Publish(new StudyObserved(_study, fact));
        TellStatus();
    }

    protected override void Perform(StudyEffect effect)
    {
        switch (effect)
        {
            case StudyEffect.AskDesigner or StudyEffect.AskRecommendation:
                _question = effect;
                _optimizer.Tell(new RequestPermit());
                break;
            case StudyEffect.MeasureTrial trial when trial.After > TimeSpan.Zero:
                var self = Self;
                _pause?.Dispose();
                _pause = _time.CreateTimer(
                    _ => self.Tell(new MeasurementDue(trial)), null, trial.After, Timeout.InfiniteTimeSpan);
                break;
            case StudyEffect.MeasureTrial trial:
                Measure(trial);
                break;
            case StudyEffect.TellSettled settled:
                _workflows.Tell(new WorkflowProtocol.SettleStudy(
                    _study, settled.Plan, settled.Because, settled.Present));
                break;
            default:
                throw new InvalidOperationException($"A study cannot perform {effect.GetType().Name}.");
        }
    }

    private void OnStartStudy(StartStudy start)
    {
        if (State is not StudyState.Unstarted)
        {
            Handle(new StudyCommand.RepeatAnswer());
            return;
        }
        if (_asked is not null) return;
        _asked = start;
        if (start.Earlier is { } earlier)
            _recall = Context.Watch(
                Context.ActorOf(StudyRecall.Props(_study with { Generation = earlier.Generation })));
        else Prepare();
    }

    private void OnRecalled(StudyState state)
    {
        if (_asked is not { Earlier: { } earlier } start) return;
        Context.Unwatch(_recall);
        _evidence = EarlierEvidence.Of(earlier, state, start.Workflow);
        Prepare();
    }

    private void OnRecallLost()
    {
        if (_asked is not { Earlier: { } earlier }) return;
        Log.Warning(
            "Study {Generation} of {Workflow} cannot be read back; study {Study} begins without what it found out",
            earlier.Generation, _study.Workflow, _study);
        _evidence = new EarlierEvidence([], earlier.Changed, earlier.Rejected);
        Prepare();
    }

    private void Prepare() => StudyPreparation.AskAsync(
        _platform, _asked!.Workflow, _settings.Range, _stopping.Token).PipeTo(
        Self, success: preparation => new Prepared(preparation),
        failure: cause => new Prepared(new StudyPreparation.NotReady(cause.Message)));

    private void OnPrepared(Prepared prepared)
    {
        if (_asked is not { } start) return;
        _asked = null;
        if (prepared.Preparation is StudyPreparation.Ready ready)
            Handle(new StudyCommand.Start(new StudyDefinition(
                _study, start.Workflow, ready.Space, ready.Present, start.Seed, _settings.Prices, _settings.Study)
            {
                Earlier = _evidence
            }));
        else if (prepared.Preparation is StudyPreparation.NotReady(var reason))
            Log.Warning(
                "Study {Study} cannot begin: {Reason}. It is begun when its workflow asks again", _study, reason);
    }

    private void OnPermitGranted()
    {
        switch (_question, State)
        {
            case (StudyEffect.AskDesigner ask, StudyState.Running running):
                _designer.Tell(new DesignWorker.Design(running.Definition, ask.History, ask.Count));
                break;
            case (StudyEffect.AskRecommendation ask, StudyState.Settling settling):
                _designer.Tell(new DesignWorker.Recommend(settling.Definition, ask.History));
                break;
            default:
                _optimizer.Tell(new ReturnPermit());
                break;
        }
    }

    private void OnDesigned(StudyCommand answer)
    {
        _question = null;
        _optimizer.Tell(new ReturnPermit());
        Handle(answer);
    }

    private void Measure(StudyEffect.MeasureTrial trial)
    {
        if (State is not StudyState.Running { Definition: var study }) return;
        var order = new TrialOrder(
            new TrialId(_study.Workflow, _study.Generation, trial.Number), study.Workflow, trial.Plan,
            trial.Repetitions, study.Options.Placement);
        _trial.Begin(order);
    }

    private void OnTrialJudged(PlatformGatewayProtocol.TrialJudged judged)
    {
        var waited = _trial.Postponed is not null;
        _trial.Answer(judged);
        if (!waited && _trial.Postponed is { } reason)
            Log.Info("The trial of {Study} waits because {Reason}", _study, reason);
    }

    private void OnTrialEnded(GatedTrial.Ended ended)
    {
        if (_trial.Concludes(ended)) Handle(new StudyCommand.ReportTrial(ended.Number, ended.Outcome));
    }

    private void TellStatus() => _optimizer.Tell(new StudyMoved(StudyView.Status(_study, State)));

    private sealed record Prepared(StudyPreparation Preparation);

    private sealed record DesignerBroke(string Reason);

    private sealed record MeasurementDue(StudyEffect.MeasureTrial Trial);
}
