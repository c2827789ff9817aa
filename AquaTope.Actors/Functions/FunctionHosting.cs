using Akka.Cluster.Hosting;
using Akka.Hosting;
using AquaTope.Actors.Delivery;
using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Sharding;
using AquaTope.Models.Identity;

namespace AquaTope.Actors.Functions;

/// <summary>Wires the functions' shard region; its key in the registry is <see cref="FunctionActor"/>.</summary>
public static class FunctionHosting
{
    public static AkkaConfigurationBuilder WithFunctions(
        this AkkaConfigurationBuilder builder, FunctionSettings settings) =>
        builder.WithShardRegion<FunctionActor>(
            "function",
            (_, registry, _) => entity => FunctionActor.Props(
                FunctionId.Parse(entity), settings, registry.Get<ForecasterActor>(),
                registry.Get<PlatformGatewayActor>(), registry.Get<AnnouncerActor>()),
            new EntityExtractor(), AquaTopeShards.Options());
}
