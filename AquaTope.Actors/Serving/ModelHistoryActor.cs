using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using AquaTope.Models.Forecasting.Serving;
using static AquaTope.Actors.Serving.ServingProtocol;

namespace AquaTope.Actors.Serving;

/// <summary>
/// Which model the cluster forecasts with. A cluster singleton that every node's loader follows by subscription.
/// </summary>
public sealed class ModelHistoryActor : ReceivePersistentActor
{
    /// <summary>Part of the wire contract: the journal knows the history by it.</summary>
    public const string Id = "models";

    private readonly TimeProvider _time;
    private readonly HashSet<IActorRef> _followers = [];
    private ModelHistory _history = ModelHistory.Empty;

    public ModelHistoryActor(TimeProvider time)
    {
        _time = time;
        Recover<ModelSwitched>(Apply);
        Recover<ModelMissed>(_ => { });

        Command<SwitchModel>(OnSwitchModel);
        Command<RollBackModel>(OnRollBackModel);
        Command<ReportMissed>(OnReportMissed);
        Command<FollowModel>(OnFollowModel);
        Command<GetModel>(_ => Sender.Tell(Current));
        Command<Terminated>(gone => _followers.Remove(gone.ActorRef));
    }

    public override string PersistenceId => Id;

    private ModelServed Current => new(_history.Served, _history.Switches);

    public static Props Props(TimeProvider time) => Akka.Actor.Props.Create(() => new ModelHistoryActor(time));

    private void OnSwitchModel(SwitchModel order)
    {
        if (_history.Switch(order.To, _time.GetUtcNow(), order.By, order.Why) is { } fact) Write(fact);
        else Sender.Tell(Current);
    }

    private void OnRollBackModel(RollBackModel order)
    {
        if (_history.RollBack(_time.GetUtcNow(), order.By, order.Why) is { } fact) Write(fact);
        else Sender.Tell(new NothingBefore());
    }

    // Noted for whoever asks later; what is in service does not depend on it.
    private void OnReportMissed(ReportMissed report) =>
        Persist(new ModelMissed(report.Model, report.Node, report.Reason, _time.GetUtcNow()), _ => { });

    private void OnFollowModel(FollowModel follow)
    {
        if (_followers.Add(Sender)) Context.Watch(Sender);
        Sender.Tell(Current);
    }

    private void Write(ModelSwitched fact)
    {
        var sender = Sender;
        Persist(fact, written =>
        {
            Apply(written);
            var observed = new ModelObserved(written);
            Log.Info("{Switch}, asked for by {Caller}", observed.Describe().Reason, written.By);
            Context.System.EventStream.Publish(observed);
            sender.Tell(Current);
            foreach (var follower in _followers) follower.Tell(Current);
        });
    }

    private void Apply(ModelSwitched fact) => _history = _history.Apply(fact);
}
