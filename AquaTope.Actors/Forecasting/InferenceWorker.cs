using Akka.Actor;
using AquaTope.Models.Forecasting;

namespace AquaTope.Actors.Forecasting;

/// <summary>
/// Calls forecasters, synchronously and on a thread of its own: tensors are disposed by scopes that belong to a
/// thread. It may crash alone; its parent declines what was in flight.
/// </summary>
internal sealed class InferenceWorker : ReceiveActor
{
    /// <summary>The dispatcher that gives it its own thread.</summary>
    public const string Dispatcher = "aquatope.inference-dispatcher";

    public InferenceWorker()
    {
        Receive<Infer>(infer => Sender.Tell(new Inferred(infer.Batch, infer.Forecaster.Predict(infer.Histories))));
        Receive<LetGo>(model => model.Forecaster.Dispose());
    }

    public static Props Props() =>
        Akka.Actor.Props.Create(() => new InferenceWorker()).WithDispatcher(Dispatcher);

    public sealed record Infer(long Batch, IForecaster Forecaster, IReadOnlyList<DemandHistory> Histories);

    /// <summary>No batch after this one asks the forecaster.</summary>
    public sealed record LetGo(IDisposable Forecaster);

    public sealed record Inferred(long Batch, IReadOnlyList<Forecast> Forecasts);
}
