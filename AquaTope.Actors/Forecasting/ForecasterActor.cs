using Akka.Actor;
using Akka.Event;
using AquaTope.Models.Forecasting;
using static AquaTope.Actors.Forecasting.ForecasterProtocol;

namespace AquaTope.Actors.Forecasting;

/// <summary>
/// Gathers the requests of a window into batches for one inference worker.
/// <code>
/// Idle ──request──▶ Collecting ──size or delay──▶ Inferring ──▶ Idle | Collecting
///                                                     └─ worker crashed: batch declined
/// </code>
/// A batch is inferred whole by the forecaster that is in use when it starts; another one takes over with the next.
/// </summary>
public sealed class ForecasterActor : ReceiveActor
{
    private readonly IForecaster? _configured;
    private readonly ForecasterOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _worker;
    private readonly Queue<Pending> _waiting = new();
    private IForecaster? _forecaster;
    private string _name;
    private string _inFlightBy = "";
    private Pending[] _inFlight = [];
    private ITimer? _delay;
    private long _batch;

    public ForecasterActor(IForecaster? forecaster, ForecasterOptions options, TimeProvider time)
    {
        _configured = forecaster;
        _forecaster = forecaster;
        _name = forecaster?.Name ?? NoForecaster;
        _options = options;
        _time = time;
        _worker = Context.ActorOf(InferenceWorker.Props(), "inference");

        Receive<RequestForecast>(OnRequestForecast);
        Receive<UseModel>(OnUseModel);
        Receive<GetForecaster>(_ => Sender.Tell(new ForecasterInUse(_name)));
        Receive<BatchDue>(OnBatchDue);
        Receive<InferenceWorker.Inferred>(OnInferred);
        Receive<WorkerCrashed>(OnWorkerCrashed);
    }

    /// <summary>What it goes by where nothing forecasts.</summary>
    public const string NoForecaster = "none";

    private bool IsInferring => _inFlight.Length > 0;

    /// <param name="forecaster">What forecasts until it is told of a model; without one requests are declined.</param>
    /// <param name="options">How requests are gathered.</param>
    /// <param name="time">The clock of delays.</param>
    public static Props Props(IForecaster? forecaster, ForecasterOptions options, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new ForecasterActor(forecaster, options, time));

    protected override void PostStop() => _delay?.Dispose();

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        Self.Tell(new WorkerCrashed(_batch, cause));
        return Directive.Restart;
    });

    private void OnRequestForecast(RequestForecast request)
    {
        if (_forecaster is null)
        {
            Sender.Tell(new ForecastDeclined(request.History.LastWindow, "nothing forecasts here"));
            return;
        }
        if (_waiting.Count + _inFlight.Length >= _options.Capacity)
        {
            Sender.Tell(new ForecastDeclined(
                request.History.LastWindow, $"{_options.Capacity} requests are waiting already"));
            return;
        }

        _waiting.Enqueue(new Pending(request.History, Sender));
        if (IsInferring) return;
        if (_waiting.Count >= _options.BatchSize) StartBatch();
        else if (_waiting.Count == 1) AwaitCompany();
    }

    // The worker takes what it is told in order, so the model that goes is asked no more once it is let go.
    private void OnUseModel(UseModel use)
    {
        if (_forecaster is IDisposable replaced && !ReferenceEquals(replaced, _configured))
            _worker.Tell(new InferenceWorker.LetGo(replaced));
        _forecaster = use.Model?.Forecaster ?? _configured;
        _name = use.Model?.Version ?? _configured?.Name ?? NoForecaster;
        _log.Info("Forecasts are made by {Forecaster}", _name);
        if (_forecaster is null) DeclineWaiting();
    }

    private void DeclineWaiting()
    {
        while (_waiting.TryDequeue(out var pending))
            pending.Asker.Tell(new ForecastDeclined(pending.History.LastWindow, "nothing forecasts here any more"));
    }

    private void OnBatchDue(BatchDue due)
    {
        if (due.Batch == _batch && !IsInferring && _waiting.Count > 0) StartBatch();
    }

    private void OnInferred(InferenceWorker.Inferred inferred)
    {
        if (inferred.Batch != _batch || !IsInferring) return;
        for (var i = 0; i < _inFlight.Length; i++)
            _inFlight[i].Asker.Tell(
                new ForecastReady(_inFlight[i].History.LastWindow, inferred.Forecasts[i], _inFlightBy));
        NextBatch();
    }

    private void OnWorkerCrashed(WorkerCrashed crashed)
    {
        if (crashed.Batch != _batch || !IsInferring) return;
        _log.Warning(
            crashed.Cause, "Inference of {Count} forecasts failed; the functions decide without them",
            _inFlight.Length);
        foreach (var pending in _inFlight)
            pending.Asker.Tell(new ForecastDeclined(pending.History.LastWindow, crashed.Cause.Message));
        NextBatch();
    }

    private void StartBatch()
    {
        _delay?.Dispose();
        _delay = null;
        _batch++;
        _inFlight = new Pending[Math.Min(_waiting.Count, _options.BatchSize)];
        for (var i = 0; i < _inFlight.Length; i++) _inFlight[i] = _waiting.Dequeue();
        _inFlightBy = _name;
        _worker.Tell(
            new InferenceWorker.Infer(_batch, _forecaster!, [.. _inFlight.Select(pending => pending.History)]));
    }

    // What has gathered meanwhile has waited for a whole inference; it does not wait for company again.
    private void NextBatch()
    {
        _inFlight = [];
        if (_waiting.Count > 0) StartBatch();
    }

    // Without a delay the batch is whatever lies in the mailbox already.
    private void AwaitCompany()
    {
        var (self, due) = (Self, new BatchDue(_batch));
        if (_options.BatchDelay <= TimeSpan.Zero) self.Tell(due);
        else _delay = _time.CreateTimer(_ => self.Tell(due), null, _options.BatchDelay, Timeout.InfiniteTimeSpan);
    }

    private sealed record Pending(DemandHistory History, IActorRef Asker);

    private sealed record BatchDue(long Batch);

    private sealed record WorkerCrashed(long Batch, Exception Cause);
}
