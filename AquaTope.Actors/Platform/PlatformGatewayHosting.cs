using Akka.Hosting;
using AquaTope.Models.Platform;

namespace AquaTope.Actors.Platform;

/// <summary>Wires the gateway; its key in the registry is <see cref="PlatformGatewayActor"/>.</summary>
public static class PlatformGatewayHosting
{
    public static AkkaConfigurationBuilder WithPlatformGateway(
        this AkkaConfigurationBuilder builder, IPlatform platform, GatewayOptions options, TimeProvider time) =>
        builder.WithPersistentSingleton<PlatformGatewayActor>(
            "platform-gateway", (_, _) => PlatformGatewayActor.Props(platform, options, time));
}
