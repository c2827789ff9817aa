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
/// </summary>
public sealed class ForecasterActor : ReceiveActor
{
    private readonly ForecasterOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _worker;
    private readonly Queue<Pending> _waiting = new();
    private Pending[] _inFlight = [];
    private ITimer? _delay;
    private long _batch;

    public ForecasterActor(IForecaster forecaster, ForecasterOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _worker = Context.ActorOf(InferenceWorker.Props(forecaster), "inference");

        Receive<RequestForecast>(OnRequestForecast);
        Receive<BatchDue>(OnBatchDue);
        Receive<InferenceWorker.Inferred>(OnInferred);
        Receive<WorkerCrashed>(OnWorkerCrashed);
    }

    private bool IsInferring => _inFlight.Length > 0;

    public static Props Props(IForecaster forecaster, ForecasterOptions options, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new ForecasterActor(forecaster, options, time));

    protected override void PostStop() => _delay?.Dispose();

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        Self.Tell(new WorkerCrashed(_batch, cause));
        return Directive.Restart;
    });

    private void OnRequestForecast(RequestForecast request)
    {
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

    private void OnBatchDue(BatchDue due)
    {
        if (due.Batch == _batch && !IsInferring) StartBatch();
    }

    private void OnInferred(InferenceWorker.Inferred inferred)
    {
        if (inferred.Batch != _batch || !IsInferring) return;
        for (var i = 0; i < _inFlight.Length; i++)
            _inFlight[i].Asker.Tell(new ForecastReady(_inFlight[i].History.LastWindow, inferred.Forecasts[i]));
        NextBatch();
    }

    private void OnWorkerCrashed(WorkerCrashed crashed)
    {
        if (crashed.Batch != _batch || !IsInferring) return;
        _log.Warning(
            crashed.Cause, "Inference of {Count} forecasts failed; the functions fall back to their keep-alive",
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
        _worker.Tell(new InferenceWorker.Infer(_batch, [.. _inFlight.Select(pending => pending.History)]));
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
