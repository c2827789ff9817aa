using Akka.Actor;
using Akka.Pattern;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform;
using static AquaTope.Actors.Optimization.OptimizerProtocol;

namespace AquaTope.Actors.Optimization;

/// <summary>
/// Keeps one child for each workflow's newest study and hands out the permits to fit. A cluster singleton without state
/// of its own: a study it does not know is begun, or found in its journal, when its workflow asks again.
/// </summary>
public sealed class OptimizerActor : ReceiveActor, IWithStash
{
    private readonly OptimizerSettings _settings;
    private readonly IPlatform _platform;
    private readonly TimeProvider _time;
    private readonly IActorRef _workflows;
    private readonly IActorRef _gateway;
    private readonly Dictionary<WorkflowId, Child> _studies = [];
    private readonly SortedDictionary<string, StudyStatus> _statuses = new(StringComparer.Ordinal);
    private readonly List<IActorRef> _waiting = [];
    private readonly HashSet<IActorRef> _holders = [];
    private bool _mayStart;

    public OptimizerActor(
        OptimizerSettings settings, IPlatform platform, TimeProvider time, IActorRef workflows, IActorRef gateway)
    {
        _settings = settings;
        _platform = platform;
        _time = time;
        _workflows = workflows;
        _gateway = gateway;

        Receive<LeftoversRemoved>(_ => OnLeftoversRemoved());
        Receive<StartStudy>(_ => !_mayStart, _ => Stash.Stash());
        Receive<StartStudy>(OnStartStudy);
        Receive<StopStudy>(OnStopStudy);
        Receive<GetStudies>(_ => Sender.Tell(new Studies([.. _statuses.Values])));
        Receive<GetStudy>(OnGetStudy);
        Receive<StudyMoved>(OnStudyMoved);
        Receive<RequestPermit>(_ => OnRequestPermit());
        Receive<ReturnPermit>(_ => TakeBack(Sender));
        Receive<Terminated>(gone => TakeBack(gone.ActorRef));
    }

    public IStash Stash { get; set; } = null!;

    /// <param name="settings">What studies are run with.</param>
    /// <param name="platform">Where trials are measured.</param>
    /// <param name="time">The clock of pauses between attempts.</param>
    /// <param name="workflows">The region that answers go to.</param>
    /// <param name="gateway">Lets trials run.</param>
    public static Props Props(
        OptimizerSettings settings, IPlatform platform, TimeProvider time, IActorRef workflows, IActorRef gateway) =>
        Akka.Actor.Props.Create(() => new OptimizerActor(settings, platform, time, workflows, gateway));

    protected override void PreStart() => _platform.RemoveLeftoversAsync(CancellationToken.None).PipeTo(
        Self, success: () => LeftoversRemoved.Instance, failure: _ => LeftoversRemoved.Instance);

    // Studies begin here alone, so what trials left behind is nobody's from the moment this actor starts. Each workflow
    // asks for one study, and again with every window; they wait for as long as the platform takes.
    private void OnLeftoversRemoved()
    {
        _mayStart = true;
        Stash.UnstashAll();
    }

    private void OnStartStudy(StartStudy start)
    {
        if (_studies.TryGetValue(start.Study.Workflow, out var known))
        {
            if (known.Study.Generation > start.Study.Generation) return;
            if (known.Study.Generation < start.Study.Generation) Context.Stop(known.Actor);
        }
        if (known is null || known.Study != start.Study)
        {
            known = new Child(start.Study, Context.ActorOf(
                Supervised(start.Study), Uri.EscapeDataString(start.Study.ToString())));
            _studies[start.Study.Workflow] = known;
        }
        known.Actor.Forward(start);
    }

    private void OnStopStudy(StopStudy stop)
    {
        if (_studies.TryGetValue(stop.Study.Workflow, out var known) && known.Study == stop.Study)
            known.Actor.Forward(stop);
    }

    private void OnGetStudy(GetStudy query)
    {
        if (_studies.TryGetValue(query.Workflow, out var known)) known.Actor.Forward(query);
        else Sender.Tell(new UnknownStudy(query.Workflow));
    }

    private void OnStudyMoved(StudyMoved moved)
    {
        var study = moved.Status.Study;
        if (_studies.TryGetValue(study.Workflow, out var known) && known.Study == study)
            _statuses[study.Workflow.Value] = moved.Status;
    }

    private void OnRequestPermit()
    {
        if (_holders.Contains(Sender) || _waiting.Contains(Sender)) return;
        Context.Watch(Sender);
        _waiting.Add(Sender);
        Grant();
    }

    private void TakeBack(IActorRef holder)
    {
        Context.Unwatch(holder);
        _waiting.Remove(holder);
        _holders.Remove(holder);
        Grant();
    }

    private void Grant()
    {
        while (_waiting.Count > 0 && _holders.Count < _settings.ConcurrentFits)
        {
            var next = _waiting[0];
            _waiting.RemoveAt(0);
            _holders.Add(next);
            next.Tell(new PermitGranted());
        }
    }

    // A study whose write failed has stopped; it comes back after a pause and goes on from its journal.
    private Props Supervised(StudyId study) => BackoffSupervisor.Props(Backoff.OnStop(
        StudyActor.Props(study, _settings, _platform, _time, Self, _workflows, _gateway), "study",
        TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10), 0.2, -1));

    private sealed record LeftoversRemoved
    {
        public static LeftoversRemoved Instance { get; } = new();
    }

    private sealed record Child(StudyId Study, IActorRef Actor);
}
