using Akka.Actor;
using Akka.Event;
using AquaTope.Actors.Functions;
using AquaTope.Models.Delivery;
using AquaTope.Models.Identity;
using static AquaTope.Actors.Delivery.DeliveryProtocol;

namespace AquaTope.Actors.Delivery;

/// <summary>
/// Hands the reports that this node has accepted to the functions, wherever those are, until each has counted them:
/// sends what is new, reads what is lacking from the log, and releases the log up to what all functions have written
/// down. What is due is decided by <see cref="DeliveryLedger"/>.
/// </summary>
public sealed class DeliveryActor : ReceiveActor
{
    /// <summary>Its name under <c>/user</c>; announcers of other nodes find it by it.</summary>
    public const string Name = "delivery";

    /// <summary>
    /// While the log is read, so many readings come before the next handing over: the reading has to catch up.
    /// </summary>
    private const int ReadingsFirst = 4;

    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private readonly IReportLog _log;
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _time;
    private readonly IActorRef _functions;
    private readonly Func<FunctionId, bool> _isManaged;
    private readonly DeliveryLedger _ledger;
    private readonly LogRelease _release;
    private readonly ILoggingAdapter _logging = Context.GetLogger();
    private LogReader? _reader;
    private bool _isReadOnAsked;
    private bool _isLogReadable = true;
    private long _readThrough;
    private IActorRef? _handingOver;
    private int _readingsLeft;
    private ITimer? _timer;

    public DeliveryActor(
        IReportLog log, DeliveryOptions options, TimeProvider time, IActorRef functions,
        Func<FunctionId, bool> isManaged)
    {
        _log = log;
        _options = options;
        _time = time;
        _functions = functions;
        _isManaged = isManaged;
        _ledger = new DeliveryLedger(options);
        _release = new LogRelease(options.KeepFor);

        Receive<Deliver>(OnDeliver);
        Receive<FunctionProtocol.InvocationsReceived>(OnInvocationsReceived);
        Receive<MarksAnnounced>(announced => OnMarksMoved(announced.Functions));
        Receive<MarksMoved>(moved => OnMarksMoved([moved]));
        Receive<ReadOn>(_ => OnReadOn());
        Receive<Tick>(_ => OnTick());
        Receive<GetDelivery>(_ => Sender.Tell(new DeliveryStatus(_ledger.Outstanding, _ledger.Behind)));
    }

    /// <param name="log">This node's accepted reports.</param>
    /// <param name="options">How they are handed on.</param>
    /// <param name="time">The clock of patience.</param>
    /// <param name="functions">The region of functions.</param>
    /// <param name="isManaged">Whether a function is managed at present.</param>
    public static Props Props(
        IReportLog log, DeliveryOptions options, TimeProvider time, IActorRef functions,
        Func<FunctionId, bool> isManaged) =>
        Akka.Actor.Props.Create(() => new DeliveryActor(log, options, time, functions, isManaged));

    protected override void PreStart()
    {
        var self = Self;
        _timer = _time.CreateTimer(_ => self.Tell(Tick.Instance), null, TickInterval, TickInterval);
    }

    // What was handed over is in the log, which the next life reads from its beginning; not before the next tick, so
    // that what broke this one does not break it over and over at once.
    protected override void PreRestart(Exception reason, object message)
    {
        if (message is Deliver) Sender.Tell(Taken.Instance);
        _handingOver?.Tell(Taken.Instance);
        _handingOver = null;
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        _ledger.BeginAnew();
        _isLogReadable = false;
        base.PostRestart(reason);
    }

    protected override void PostStop()
    {
        _timer?.Dispose();
        _reader?.Dispose();
        // Whoever hands reports over must not wait for ever; they are in the log.
        _handingOver?.Tell(new Status.Failure(new InvalidOperationException("The delivery of reports has stopped.")));
    }

    private void OnDeliver(Deliver deliver)
    {
        var now = _time.GetUtcNow();
        foreach (var (function, reports) in deliver.Reports) Send(_ledger.Offer(function, reports, now));
        _ledger.Taken(deliver.Through);
        _handingOver = Sender;
        _readingsLeft = ReadingsFirst;
        GoOn();
    }

    private void OnInvocationsReceived(FunctionProtocol.InvocationsReceived received)
    {
        if (received.Source != _log.Source) return;
        _ledger.Receive(
            new Receipt(received.Function, received.Turn, received.Received, received.Journaled, received.IsLacking),
            _time.GetUtcNow());
        GoOn();
    }

    private void OnMarksMoved(IReadOnlyList<MarksMoved> functions)
    {
        foreach (var moved in functions)
        {
            if (moved.Marks.FirstOrDefault(mark => mark.Source == _log.Source) is { } mark)
                _ledger.Written(moved.Function, mark.Through);
            if (moved.HasRecovered) _ledger.Recovered(moved.Function);
        }
        GoOn();
    }

    private void OnTick()
    {
        var now = _time.GetUtcNow();
        Send(_ledger.Due(now).Where(question => _isManaged(question.Function)));
        Release(now);
        _isLogReadable = true;
        GoOn();
    }

    private void Release(DateTimeOffset now)
    {
        var journaled = _ledger.JournaledThrough(_isManaged);
        if (_release.Through(now, _ledger.TakenThrough, journaled) is not { } through) return;
        try
        {
            _log.ReleaseThrough(through);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _logging.Warning("The log of reports cannot be cut ({Reason}); it is when more can go", e.Message);
        }
    }

    private void OnReadOn()
    {
        _isReadOnAsked = false;
        try
        {
            if (_reader is null)
            {
                _reader = new LogReader(_log, _readThrough);
                // Whatever lies in the log was handed over, perhaps to a life before this one.
                _ledger.Taken(_reader.End);
            }
            var reports = _reader.Next(_options.ReadSize);
            _readThrough = _reader.Through;
            Send(_ledger.Read(reports, _readThrough, _time.GetUtcNow()));
            if (_reader.IsAtEnd || !_ledger.IsReading) LeaveReader();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _logging.Warning("The log of reports cannot be read ({Reason}); it is tried again in a second", e.Message);
            _isLogReadable = false;
            LeaveReader();
        }
        _readingsLeft--;
        GoOn();
    }

    // Every message may have made room, or shown that somebody lacks reports.
    private void GoOn()
    {
        if (!_ledger.IsReading && _ledger.WantsReading) _readThrough = _ledger.BeginReading();
        var readsOn = _ledger.IsReading && _isLogReadable;
        if (readsOn && !_isReadOnAsked && _ledger.HasRoom)
        {
            _isReadOnAsked = true;
            Self.Tell(ReadOn.Instance);
        }

        if (_handingOver is null || !_ledger.HasRoom || (readsOn && _readingsLeft > 0)) return;
        _handingOver.Tell(Taken.Instance);
        _handingOver = null;
    }

    private void Send(IEnumerable<Parcel> parcels)
    {
        foreach (var parcel in parcels)
            _functions.Tell(
                new FunctionProtocol.RecordInvocations(
                    parcel.Function, _log.Source, parcel.After, parcel.Reports, parcel.Turn),
                Self);
    }

    private void LeaveReader()
    {
        _reader?.Dispose();
        _reader = null;
    }

    private sealed record ReadOn
    {
        public static ReadOn Instance { get; } = new();
    }

    private sealed record Tick
    {
        public static Tick Instance { get; } = new();
    }
}
