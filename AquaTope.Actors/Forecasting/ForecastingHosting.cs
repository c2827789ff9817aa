using Akka.Hosting;
using AquaTope.Models.Forecasting;

namespace AquaTope.Actors.Forecasting;

/// <summary>Wires a node's forecaster; its key in the registry is <see cref="ForecasterActor"/>.</summary>
public static class ForecastingHosting
{
    public static AkkaConfigurationBuilder WithForecaster(
        this AkkaConfigurationBuilder builder, IForecaster? forecaster, ForecasterOptions options, TimeProvider time) =>
        builder.WithActors((system, registry) => registry.Register<ForecasterActor>(
            system.ActorOf(ForecasterActor.Props(forecaster, options, time), "forecaster")));
}
