using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using AquaTope.Actors.Journaling;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;
using static AquaTope.Actors.Catalog.CatalogProtocol;

namespace AquaTope.Actors.Catalog;

/// <summary>Which workflows are managed. A cluster singleton that everybody else follows by subscription.</summary>
public sealed class CatalogActor : SnapshottingActor
{
    /// <summary>Part of the wire contract: the journal knows the catalog by it.</summary>
    public const string Id = "catalog";

    private readonly HashSet<IActorRef> _subscribers = [];
    private readonly SnapshotPace _pace;
    private CatalogState _state = new();

    public CatalogActor(SnapshotPace pace)
    {
        _pace = pace;

        Recover<SnapshotOffer>(offer => _state = CatalogState.From((CatalogSnapshot)offer.Snapshot));
        Recover<WorkflowRegistered>(fact => Recovered(() => _state.Apply(fact)));
        Recover<WorkflowRetired>(fact => Recovered(() => _state.Apply(fact)));
        Recover<WorkflowModeSet>(fact => Recovered(() => _state.Apply(fact)));

        Command<RegisterWorkflow>(OnRegisterWorkflow);
        Command<RetireWorkflow>(OnRetireWorkflow);
        Command<SetMode>(OnSetMode);
        Command<Subscribe>(OnSubscribe);
        Command<Terminated>(gone => _subscribers.Remove(gone.ActorRef));
    }

    public override string PersistenceId => Id;

    private CatalogChanged Current => _state.Current;

    protected override long SnapshotInterval => _pace.EventsAt(_state.Entries);

    /// <param name="pace">When it takes snapshots; as usual where it is not given.</param>
    public static Props Props(SnapshotPace? pace = null) =>
        Akka.Actor.Props.Create(() => new CatalogActor(pace ?? SnapshotPace.Standard));

    protected override object ToSnapshot() => _state.ToSnapshot();

    private void Recovered(Action apply)
    {
        apply();
        CountRecovered();
    }

    private void OnRegisterWorkflow(RegisterWorkflow register)
    {
        if (AnswersOutdated(register.Workflow.Id, register.AsOf)) return;
        var known = _state.Find(register.Workflow.Id);
        // A registration without a mode says nothing about the mode that was set.
        var workflow = register.Workflow.Mode is null ? register.Workflow.With(known?.Mode) : register.Workflow;
        if (known is not null && known.IsSameAs(workflow))
        {
            if (known.Mode == workflow.Mode) Sender.Tell(new Registered(false, Current));
            else Write(
                new WorkflowModeSet(workflow.Id, workflow.Mode, "registration", ""),
                () => new Registered(false, Current));
            return;
        }
        if (known is not null && !register.Replace)
        {
            Sender.Tell(new Conflict(register.Workflow.Id));
            return;
        }

        var sender = Sender;
        Persist(new WorkflowRegistered(workflow), registered =>
        {
            _state.Apply(registered);
            Log.Info(
                "Workflow {Workflow} registered: {Stages}, {Qos}", register.Workflow.Id,
                Counted.Of(register.Workflow.Stages.Count, "stage"), register.Workflow.Qos);
            sender.Tell(new Registered(known is null, Current));
            TellSubscribers();
            CountWritten(1);
        });
    }

    private void OnRetireWorkflow(RetireWorkflow retire)
    {
        if (AnswersOutdated(retire.Workflow, retire.AsOf)) return;
        if (_state.Find(retire.Workflow) is null)
        {
            Sender.Tell(new UnknownWorkflow(retire.Workflow));
            return;
        }

        var sender = Sender;
        Persist(new WorkflowRetired(retire.Workflow), retired =>
        {
            _state.Apply(retired);
            Log.Info("Workflow {Workflow} retired", retire.Workflow);
            sender.Tell(new Retired(retire.Workflow, Current));
            TellSubscribers();
            CountWritten(1);
        });
    }

    private void OnSetMode(SetMode order)
    {
        if (AnswersOutdated(order.Workflow, order.AsOf)) return;
        if (_state.Find(order.Workflow) is not { } known)
            Sender.Tell(new UnknownWorkflow(order.Workflow));
        else if (known.Mode == order.Mode)
            Sender.Tell(new ModeIsSet(order.Workflow, Current));
        else
            Write(
                new WorkflowModeSet(order.Workflow, order.Mode, order.By, order.Why),
                () => new ModeIsSet(order.Workflow, Current));
    }

    private void Write(WorkflowModeSet fact, Func<object> answer)
    {
        var sender = Sender;
        Persist(fact, written =>
        {
            _state.Apply(written);
            Log.Info("Mode of {Workflow} is {Mode}, set by {Caller}", written.Workflow, written.Mode, written.By);
            sender.Tell(answer());
            TellSubscribers();
            CountWritten(1);
        });
    }

    private void OnSubscribe(Subscribe subscribe)
    {
        if (_subscribers.Add(Sender)) Context.Watch(Sender);
        Sender.Tell(Current);
    }

    // A copy of an order that comes late must not undo what came after it.
    private bool AnswersOutdated(WorkflowId workflow, long? asOf)
    {
        if (!_state.IsOutdated(workflow, asOf)) return false;
        Sender.Tell(new Outdated(Current));
        return true;
    }

    private void TellSubscribers()
    {
        foreach (var subscriber in _subscribers) subscriber.Tell(Current);
    }
}

/// <summary>The workflow is managed from here on, in this shape.</summary>
public sealed record WorkflowRegistered(Workflow Workflow);

/// <summary>The workflow is managed no more.</summary>
public sealed record WorkflowRetired(WorkflowId Workflow);

/// <summary>The workflow has another mode of its own, or none.</summary>
public sealed record WorkflowModeSet(WorkflowId Workflow, OperatingMode? Mode, string By, string Why);
