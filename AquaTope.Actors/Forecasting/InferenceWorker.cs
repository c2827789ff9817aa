using Akka.Actor;
using AquaTope.Models.Forecasting;

namespace AquaTope.Actors.Forecasting;

/// <summary>
/// Calls the forecaster, synchronously and on a thread of its own: tensors are disposed by scopes that belong to a
/// thread. It may crash alone; its parent declines what was in flight.
/// </summary>
internal sealed class InferenceWorker : ReceiveActor
{
    /// <summary>The dispatcher that gives it its own thread.</summary>
    public const string Dispatcher = "aquatope.inference-dispatcher";

    public InferenceWorker(IForecaster forecaster) =>
        Receive<Infer>(infer => Sender.Tell(new Inferred(infer.Batch, forecaster.Predict(infer.Histories))));

    public static Props Props(IForecaster forecaster) =>
        Akka.Actor.Props.Create(() => new InferenceWorker(forecaster)).WithDispatcher(Dispatcher);

    public sealed record Infer(long Batch, IReadOnlyList<DemandHistory> Histories);

    public sealed record Inferred(long Batch, IReadOnlyList<Forecast> Forecasts);
}
