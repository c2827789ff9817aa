using Akka.Actor;
using Akka.Event;
using AquaTope.Actors.Forecasting;
using AquaTope.Models.Forecasting.Serving;
using AquaTope.Models.Quantities;
using static AquaTope.Actors.Serving.ServingProtocol;

namespace AquaTope.Actors.Serving;

/// <summary>
/// Reads models for its node, on a thread of its own: those that are to be checked, and the one in service, which it
/// hands to the forecaster. A model that cannot be read is told of once and looked for again; the node forecasts with
/// what it was started with in the meantime.
/// </summary>
public sealed class ModelLoaderActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly IModelFolders _folders;
    private readonly string? _configured;
    private readonly WindowLength _window;
    private readonly IActorRef _history;
    private readonly IActorRef _forecaster;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private Wanted? _inUse;
    private Wanted? _missed;

    public ModelLoaderActor(
        IModelFolders folders, string? configured, WindowLength window, IActorRef history, IActorRef forecaster)
    {
        _folders = folders;
        _configured = configured;
        _window = window;
        _history = history;
        _forecaster = forecaster;

        Receive<CheckModel>(OnCheckModel);
        Receive<ModelServed>(OnModelServed);
        Receive<AskAgain>(_ => _history.Tell(new FollowModel()));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="folders">Where models are read from.</param>
    /// <param name="configured">
    /// The folder of the model that is served while none was switched to; none, no model.
    /// </param>
    /// <param name="window">The length of the node's windows.</param>
    /// <param name="history">Knows the model in service.</param>
    /// <param name="forecaster">Asks the model.</param>
    public static Props Props(
        IModelFolders folders, string? configured, WindowLength window, IActorRef history, IActorRef forecaster) =>
        Akka.Actor.Props.Create(() => new ModelLoaderActor(folders, configured, window, history, forecaster))
            .WithDispatcher(InferenceWorker.Dispatcher);

    // A subscription ends with the singleton that held it; its successor learns of this node by the next question.
    protected override void PreStart() =>
        Timers.StartPeriodicTimer("ask", AskAgain.Instance, TimeSpan.Zero, Interval);

    private void OnCheckModel(CheckModel check)
    {
        switch (Read(new Wanted(check.Folder, null)))
        {
            case ModelReading.Found found:
                (found.Forecaster as IDisposable)?.Dispose();
                Sender.Tell(new ModelUsable(new ModelPlace(found.Version, check.Folder)));
                break;
            case ModelReading.Unusable unusable:
                Sender.Tell(new ModelUnusable(unusable.Reason));
                break;
        }
    }

    private void OnModelServed(ModelServed served)
    {
        var wanted = served.Model is { } model ? new Wanted(model.Folder, model.Version)
            : _configured is not null ? new Wanted(_configured, null)
            : null;
        if (wanted == _inUse) return;
        if (wanted is null)
        {
            Use(null, null);
            return;
        }
        switch (Read(wanted))
        {
            case ModelReading.Found found:
                Use(wanted, found);
                break;
            case ModelReading.Unusable unusable when wanted != _missed:
                if (_inUse is not null) Use(null, null);
                _missed = wanted;
                _log.Warning(
                    "The model in service cannot be read, so this node forecasts without it until it can: {Reason}",
                    unusable.Reason);
                _history.Tell(new ReportMissed(wanted.Version ?? wanted.Folder, Node(), unusable.Reason));
                break;
        }
    }

    private static string Node() => ((ExtendedActorSystem)Context.System).Provider.DefaultAddress.ToString();

    private void Use(Wanted? wanted, ModelReading.Found? model)
    {
        _inUse = wanted;
        _missed = null;
        _forecaster.Tell(new ForecasterProtocol.UseModel(model));
    }

    private ModelReading Read(Wanted wanted)
    {
        var reading = _folders.Read(wanted.Folder);
        if (reading is not ModelReading.Found found) return reading;
        var problem =
            found.Window != _window
                ? $"'{wanted.Folder}' forecasts windows of {found.Window.Seconds} s; "
                    + $"this node's have {_window.Seconds} s"
            : wanted.Version is { } version && version != found.Version
                ? $"'{wanted.Folder}' holds {found.Version} now, not {version}"
            : null;
        if (problem is null) return found;
        (found.Forecaster as IDisposable)?.Dispose();
        return new ModelReading.Unusable(problem);
    }

    private sealed record Wanted(string Folder, string? Version);

    private sealed record AskAgain
    {
        public static AskAgain Instance { get; } = new();
    }
}
