using Akka.Hosting;
using AquaTope.Actors.Forecasting;
using AquaTope.Models.Forecasting.Serving;
using AquaTope.Models.Quantities;

namespace AquaTope.Actors.Serving;

/// <summary>
/// Wires the history of models and this node's loader; their keys in the registry are <see cref="ModelHistoryActor"/>
/// and <see cref="ModelLoaderActor"/>.
/// </summary>
public static class ServingHosting
{
    /// <param name="builder">The actor system's builder.</param>
    /// <param name="here">Whether the history may be kept on this node.</param>
    /// <param name="folders">Where models are read from.</param>
    /// <param name="configured">
    /// The folder of the model that is served while none was switched to; none, no model.
    /// </param>
    /// <param name="window">The length of the node's windows.</param>
    /// <param name="time">The clock.</param>
    public static AkkaConfigurationBuilder WithModels(
        this AkkaConfigurationBuilder builder, bool here, IModelFolders folders, string? configured,
        WindowLength window, TimeProvider time) =>
        builder
            .WithControlSingleton<ModelHistoryActor>(here, "models", (_, _) => ModelHistoryActor.Props(time))
            .WithActors((system, registry) => registry.Register<ModelLoaderActor>(system.ActorOf(
                ModelLoaderActor.Props(
                    folders, configured, window, registry.Get<ModelHistoryActor>(), registry.Get<ForecasterActor>()),
                "model-loader")));
}
