using Akka.Hosting;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Workflows;

namespace AquaTope.Actors.Pacing;

/// <summary>Wires the metronome; its key in the registry is <see cref="MetronomeActor"/>.</summary>
public static class PacingHosting
{
    public static AkkaConfigurationBuilder WithMetronome(
        this AkkaConfigurationBuilder builder, bool here, PacingOptions options, TimeProvider time) =>
        builder.WithControlSingleton<MetronomeActor>(
            here, "metronome",
            (_, registry) => MetronomeActor.Props(
                options, time, registry.Get<CatalogActor>(), registry.Get<FunctionActor>(),
                registry.Get<WorkflowActor>()));
}
