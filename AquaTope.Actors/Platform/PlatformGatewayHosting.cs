using Akka.Hosting;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Fencing;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Platform;

namespace AquaTope.Actors.Platform;

/// <summary>
/// Wires the gateway; its key in the registry is <see cref="PlatformGatewayActor"/>. Comes after the catalog and the
/// workflows.
/// </summary>
public static class PlatformGatewayHosting
{
    private const string Name = "platform-gateway";

    public static AkkaConfigurationBuilder WithPlatformGateway(
        this AkkaConfigurationBuilder builder, bool here, IPlatform platform, GatewayOptions options, TimeProvider time,
        bool leased) =>
        builder.WithControlSingleton<PlatformGatewayActor>(
            here, Name,
            (system, registry) => PlatformGatewayActor.Props(
                new FencedPlatform(platform, SingletonFences.Get(system).Of(Name)), options, time,
                registry.Get<CatalogActor>(), registry.Get<WorkflowActor>()),
            leased);
}
