using Akka;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace AquaTope.Actors.Decisions.Listing;

/// <summary>
/// Reads the whole journal in its order, as it grows, and lists what of it is a decision. A cluster singleton; what it
/// has read and what it has listed move together, so that after a restart nothing is listed twice or left out.
/// </summary>
/// <remarks>It stops on any failure and is started again after a pause, from where the list stands.</remarks>
public sealed class DecisionProjectorActor : ReceiveActor
{
    /// <summary>Facts that are listed together at most.</summary>
    private const int MostAtOnce = 1000;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    /// <summary>How often the list is rid of what is too old.</summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    private readonly IDecisionStore _store;
    private readonly DecisionTable _table;
    private readonly DecisionsOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private ITimer? _sweep;
    private JournalPlace _place = JournalPlace.Beginning;

    public DecisionProjectorActor(
        IDecisionStore store, DecisionTable table, DecisionsOptions options, TimeProvider time)
    {
        _store = store;
        _table = table;
        _options = options;
        _time = time;

        Receive<Opened>(OnOpened);
        Receive<Sweep>(_ => OnSweep());
        Receive<Swept>(OnSwept);
        Receive<Broken>(OnBroken);
    }

    public static Props Props(IDecisionStore store, DecisionTable table, DecisionsOptions options, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new DecisionProjectorActor(store, table, options, time));

    protected override void PreStart()
    {
        var journal = Journal(Context.System);
        var materializer = Context.System.Materializer();
        OpenAsync(_store, _table.Kinds, journal, materializer, _stopping.Token).PipeTo(
            Self, success: place => new Opened(place), failure: cause => new Broken(cause));
    }

    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        _sweep?.Dispose();
    }

    private DateTimeOffset Oldest => _time.GetUtcNow() - _options.Retention;

    private static SqlReadJournal Journal(ActorSystem system) =>
        PersistenceQuery.Get(system).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier);

    // A journal that was put back from a copy may not have what was read of it, or have something else there.
    private static async Task<JournalPlace> OpenAsync(
        IDecisionStore store, IReadOnlyList<string> kinds, SqlReadJournal journal, IMaterializer materializer,
        CancellationToken cancellation)
    {
        var place = await store.OpenAsync(kinds, cancellation);
        if (place == JournalPlace.Beginning) return place;
        var there = await journal
            .CurrentEventsByPersistenceId(place.PersistenceId, place.SequenceNumber, place.SequenceNumber)
            .RunWith(Sink.Seq<EventEnvelope>(), materializer);
        if (there is [var fact] && PlaceOf(fact) == place) return place;
        await store.ClearAsync(cancellation);
        return JournalPlace.Beginning;
    }

    private void OnOpened(Opened opened)
    {
        _place = opened.Place;
        var self = Self;
        _sweep = _time.CreateTimer(_ => self.Tell(Sweep.Instance), null, TimeSpan.Zero, SweepInterval);
        _log.Info("Decisions are listed from place {Place} of the journal on", _place.Ordering);
        var stopping = _stopping.Token;
        Journal(Context.System)
            .AllEvents(Offset.Sequence(_place.Ordering))
            .GroupedWithin(MostAtOnce, LongestWait)
            .SelectAsync(1, facts => ListAsync([.. facts], stopping))
            .Via(stopping.AsFlow<Done>(cancelGracefully: true))
            .RunWith(Sink.Ignore<Done>(), Context.System.Materializer())
            .PipeTo(
                Self, success: () => new Broken(new InvalidOperationException("the journal's stream has ended")),
                failure: cause => new Broken(cause));
    }

    // Called for one batch at a time, on a thread of the stream: nothing else touches the place meanwhile.
    private async Task<Done> ListAsync(IReadOnlyList<EventEnvelope> facts, CancellationToken cancellation)
    {
        var oldest = Oldest;
        var entries = new List<DecisionEntry>();
        foreach (var fact in facts)
            if (_table.Describe(fact.PersistenceId, fact.Event) is { } text && TimeOf(fact) >= oldest)
                entries.Add(new DecisionEntry(
                    PlaceOf(fact).Ordering, TimeOf(fact), text, fact.PersistenceId, fact.SequenceNr));
        var next = PlaceOf(facts[^1]);
        if (!await _store.AppendAsync(entries, _place, next, cancellation))
            throw new InvalidOperationException("another node lists decisions as well");
        _place = next;
        return Done.Instance;
    }

    private void OnSweep() => _store.RemoveBeforeAsync(Oldest, _stopping.Token).PipeTo(
        Self, success: removed => new Swept(removed), failure: cause => new Broken(cause));

    private void OnSwept(Swept swept)
    {
        if (swept.Removed > 0)
            _log.Info("{Count} decisions older than {Retention} left the list", swept.Removed, _options.Retention);
    }

    private void OnBroken(Broken broken)
    {
        if (_stopping.IsCancellationRequested) return;
        _log.Warning(
            "The list of decisions stands still: {Reason}. It goes on from there after a pause; nothing is lost, since "
            + "the journal has them", broken.Cause.Message);
        Context.Stop(Self);
    }

    private static JournalPlace PlaceOf(EventEnvelope fact) =>
        new(((Sequence)fact.Offset).Value, fact.PersistenceId, fact.SequenceNr);

    // The journal writes ticks of universal time; the list counts milliseconds.
    private static DateTimeOffset TimeOf(EventEnvelope fact) => new(
        fact.Timestamp - fact.Timestamp % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    private sealed record Opened(JournalPlace Place);

    private sealed record Swept(int Removed);

    private sealed record Broken(Exception Cause);

    private sealed record Sweep
    {
        public static Sweep Instance { get; } = new();
    }
}
