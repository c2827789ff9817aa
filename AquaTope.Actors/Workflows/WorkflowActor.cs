using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Platform;
using AquaTope.Models;
using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Tuning;
using static AquaTope.Actors.Workflows.WorkflowProtocol;

namespace AquaTope.Actors.Workflows;

/// <summary>One workflow: has it studied when that is due, and the answer's limits wished at the gateway.</summary>
public sealed class WorkflowActor : DecidingActor<TuningState, TuningCommand, TuningEvent, TuningEffect>
{
    private readonly WorkflowId _workflow;
    private readonly TuningOptions _options;
    private readonly IActorRef _optimizer;
    private readonly IActorRef _gateway;
    private readonly RecentIds _recorded = new(RecentActivations);
    private long _heardThrough;
    private long _acceptedThrough;

    public WorkflowActor(WorkflowId workflow, TuningOptions options, IActorRef optimizer, IActorRef gateway)
        : base(new TuningState.Unmanaged())
    {
        _workflow = workflow;
        _options = options;
        _optimizer = optimizer;
        _gateway = gateway;
        PersistenceId = PersistenceIdOf(workflow);

        Command<Manage>(OnManage);
        Command<RecordActivations>(OnRecordActivations);
        Command<CloseWorkflowWindow>(OnCloseWindow);
        Command<SettleStudy>(settle =>
            Handle(new TuningCommand.SettleStudy(settle.Study, settle.Plan, settle.Because, settle.Present)));
        Command<PlatformGatewayProtocol.ChangeAccepted>(accepted =>
            Handle(new TuningCommand.AcknowledgeChange(accepted.Id)));
        Command<AcceptLimits>(OnAcceptLimits);
        Command<GetWorkflow>(_ => Sender.Tell(Status() ?? (object)new NotManaged(_workflow)));
        Command<Retire>(OnRetire);
    }

    /// <summary>
    /// Activations and runs remembered by their ids. A node that comes back tells again what its spool holds, which
    /// counts for nothing while it is among them.
    /// </summary>
    public const int RecentActivations = 16_384;

    /// <summary>Part of the wire contract: what the names of these journals begin with.</summary>
    public const string PersistencePrefix = "workflow-";

    public override string PersistenceId { get; }

    /// <summary>Part of the wire contract: the journal knows a workflow by it.</summary>
    public static string PersistenceIdOf(WorkflowId workflow) => $"{PersistencePrefix}{workflow}";

    public static Props Props(WorkflowId workflow, TuningOptions options, IActorRef optimizer, IActorRef gateway) =>
        Akka.Actor.Props.Create(() => new WorkflowActor(workflow, options, optimizer, gateway));

    protected override Decision<TuningEvent, TuningEffect> Decide(TuningState state, TuningCommand command) =>
        TuningDecider.Decide(state, command, _options);

    protected override TuningState Apply(TuningState state, TuningEvent fact) => state.Apply(fact);

    protected override IEnumerable<TuningEffect> Unfinished(TuningState state) => TuningDecider.Unfinished(state);

    protected override bool IsDurable(TuningEvent fact) =>
        fact is not (TuningEvent.ActivationsRecorded or TuningEvent.CanaryJudged or TuningEvent.WindowPassed);

    protected override void Announce(TuningEvent fact)
    {
        switch (fact)
        {
            case TuningEvent.ActivationsRecorded or TuningEvent.CanaryJudged:
                return;
            case TuningEvent.StudyRequested requested:
                Log.Info(
                    "Study {Generation} of {Workflow} requested with seed {Seed} because {Reason}",
                    requested.Generation, _workflow, requested.Seed, requested.Because);
                break;
            case TuningEvent.PlanAdopted adopted:
                Log.Info(
                    "Workflow {Workflow} adopts {Plan} because {Reason}", _workflow, adopted.Plan, adopted.Because);
                break;
            case TuningEvent.CanaryStarted started:
                Log.Info(
                    "Workflow {Workflow} tries {Plan} in production because {Reason}; "
                    + "it is taken back to {Before} on a breach",
                    _workflow, started.Plan, started.Because, started.Before);
                break;
            case TuningEvent.CanaryKept kept:
                Log.Info("Workflow {Workflow} keeps its plan: {Reason}", _workflow, kept.Because);
                break;
            case TuningEvent.CanaryTakenBack back:
                Log.Warning("Workflow {Workflow} takes its plan back: {Reason}", _workflow, back.Because);
                break;
            case TuningEvent.PlanImposed imposed:
                Log.Warning(
                    "Workflow {Workflow} has {Plan} in force, which it did not choose: {Reason}", _workflow,
                    imposed.Plan, imposed.Because);
                break;
            case TuningEvent.DriftDetected drift:
                Log.Warning(
                    "Workflow {Workflow} is no longer what its plan was found for: {Reason}. "
                    + "Study {Generation} looks for a better plan",
                    _workflow, drift.Because, drift.Generation);
                break;
            case TuningEvent.WorkflowRetired:
                Passivate();
                break;
        }
        Context.System.EventStream.Publish(new WorkflowObserved(_workflow, fact));
        if (Status() is { } status) Context.System.EventStream.Publish(new WorkflowCounted(status));
    }

    protected override void Perform(TuningEffect effect)
    {
        switch (effect)
        {
            case TuningEffect.StartStudy start:
                _optimizer.Tell(new OptimizerProtocol.StartStudy(
                    start.Study, start.Workflow, start.Seed, start.Earlier));
                break;
            case TuningEffect.StopStudy stop:
                _optimizer.Tell(new OptimizerProtocol.StopStudy(stop.Study, stop.Reason));
                break;
            case TuningEffect.SubmitLimits submit:
                _gateway.Tell(
                    new PlatformGatewayProtocol.RequestLimits(
                        submit.Change, submit.Function, submit.Resources, submit.Order));
                break;
            default:
                throw new InvalidOperationException($"A workflow cannot perform {effect.GetType().Name}.");
        }
    }

    private void OnRecordActivations(RecordActivations record)
    {
        List<Invocation> stages = [.. record.Stages.Where(stage => _recorded.Add(stage.Id))];
        List<CompositionRun> runs = [.. record.Runs.Where(run => _recorded.Add(run.Id))];
        if (stages.Count + runs.Count > 0) Handle(new TuningCommand.RecordActivations(stages, runs));
    }

    private void OnCloseWindow(CloseWorkflowWindow close) => Handle(new TuningCommand.CloseWindow(close.Window));

    private void OnAcceptLimits(AcceptLimits accept)
    {
        if (accept.Order <= _acceptedThrough)
        {
            Sender.Tell(Noted(State));
            return;
        }
        _acceptedThrough = accept.Order ?? _acceptedThrough;
        Handle(
            new TuningCommand.AcceptLimits(accept.Limits, accept.Because, accept.Rejects, accept.Order), Noted);
        return;

        PlatformGatewayProtocol.LimitsNoted Noted(TuningState state) =>
            new(accept.Cause, accept.Workflow, state.Imposed);
    }

    private void OnManage(Manage manage)
    {
        if (!IsNews(manage.Version)) return;
        Handle(new TuningCommand.Manage(manage.Definition, manage.Version));
    }

    private void OnRetire(Retire retire)
    {
        if (!IsNews(retire.Version)) return;
        var answer = new Retired(_workflow, retire.Version ?? State.Version);
        if (State is TuningState.Managed || retire.Version > State.Version)
            Handle(new TuningCommand.Retire(retire.Version), _ => answer);
        else
        {
            Sender.Tell(answer);
            Passivate();
        }
    }

    // Most versions of the catalog change nothing about the workflow and are not written down.
    private bool IsNews(long? version)
    {
        if (version < _heardThrough) return false;
        _heardThrough = version ?? _heardThrough;
        return true;
    }

    private WorkflowStatus? Status() => State is TuningState.Managed managed ? WorkflowView.Of(managed) : null;

    private static void Passivate() => Context.Parent.Tell(new Passivate(PoisonPill.Instance));
}
