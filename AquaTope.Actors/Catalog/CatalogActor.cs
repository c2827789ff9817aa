using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using AquaTope.Models.Identity;
using AquaTope.Models.Workflows;
using static AquaTope.Actors.Catalog.CatalogProtocol;

namespace AquaTope.Actors.Catalog;

/// <summary>Which workflows are managed. A cluster singleton that everybody else follows by subscription.</summary>
public sealed class CatalogActor : ReceivePersistentActor
{
    /// <summary>Part of the wire contract: the journal knows the catalog by it.</summary>
    public const string Id = "catalog";

    private readonly SortedDictionary<string, Workflow> _workflows = new(StringComparer.Ordinal);
    private readonly HashSet<IActorRef> _subscribers = [];
    private long _version;

    public CatalogActor()
    {
        Recover<WorkflowRegistered>(Apply);
        Recover<WorkflowRetired>(Apply);

        Command<RegisterWorkflow>(OnRegisterWorkflow);
        Command<RetireWorkflow>(OnRetireWorkflow);
        Command<Subscribe>(OnSubscribe);
        Command<Terminated>(gone => _subscribers.Remove(gone.ActorRef));
    }

    public override string PersistenceId => Id;

    private CatalogChanged Current => new(_version, [.. _workflows.Values]);

    public static Props Props() => Akka.Actor.Props.Create(() => new CatalogActor());

    private void OnRegisterWorkflow(RegisterWorkflow register)
    {
        var known = _workflows.GetValueOrDefault(register.Workflow.Id.Value);
        if (known is not null && known.IsSameAs(register.Workflow))
        {
            Sender.Tell(new Registered(false, Current));
            return;
        }
        if (known is not null && !register.Replace)
        {
            Sender.Tell(new Conflict(register.Workflow.Id));
            return;
        }

        var sender = Sender;
        Persist(new WorkflowRegistered(register.Workflow), registered =>
        {
            Apply(registered);
            Log.Info(
                "Workflow {Workflow} registered: {Stages} stages, {Qos}", register.Workflow.Id,
                register.Workflow.Stages.Count, register.Workflow.Qos);
            sender.Tell(new Registered(known is null, Current));
            TellSubscribers();
        });
    }

    private void OnRetireWorkflow(RetireWorkflow retire)
    {
        if (!_workflows.ContainsKey(retire.Workflow.Value))
        {
            Sender.Tell(new UnknownWorkflow(retire.Workflow));
            return;
        }

        var sender = Sender;
        Persist(new WorkflowRetired(retire.Workflow), retired =>
        {
            Apply(retired);
            Log.Info("Workflow {Workflow} retired", retire.Workflow);
            sender.Tell(new Retired(retire.Workflow, Current));
            TellSubscribers();
        });
    }

    private void OnSubscribe(Subscribe subscribe)
    {
        if (_subscribers.Add(Sender)) Context.Watch(Sender);
        Sender.Tell(Current);
    }

    private void Apply(WorkflowRegistered registered)
    {
        _workflows[registered.Workflow.Id.Value] = registered.Workflow;
        _version++;
    }

    private void Apply(WorkflowRetired retired)
    {
        _workflows.Remove(retired.Workflow.Value);
        _version++;
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
