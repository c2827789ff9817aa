using Akka.Hosting;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Platform;

namespace AquaTope.Actors.Platform;

/// <summary>
/// Wires the gateway; its key in the registry is <see cref="PlatformGatewayActor"/>. Comes after the catalog and the
/// workflows.
/// </summary>
public static class PlatformGatewayHosting
{
    public static AkkaConfigurationBuilder WithPlatformGateway(
        this AkkaConfigurationBuilder builder, IPlatform platform, GatewayOptions options, TimeProvider time) =>
        builder.WithPersistentSingleton<PlatformGatewayActor>(
            "platform-gateway",
            (_, registry) => PlatformGatewayActor.Props(
                platform, options, time, registry.Get<CatalogActor>(), registry.Get<WorkflowActor>()));
}
