using Akka.Cluster.Hosting;
using Akka.Hosting;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Sharding;
using AquaTope.Models.Identity;
using AquaTope.Models.Tuning;

namespace AquaTope.Actors.Workflows;

/// <summary>Wires the workflows' shard region; its key in the registry is <see cref="WorkflowActor"/>.</summary>
public static class WorkflowHosting
{
    public static AkkaConfigurationBuilder WithWorkflows(
        this AkkaConfigurationBuilder builder, TuningOptions options) =>
        builder.WithShardRegion<WorkflowActor>(
            "workflow",
            (_, registry, _) => entity => WorkflowActor.Props(
                WorkflowId.Parse(entity), options, registry.Get<OptimizerActor>(),
                registry.Get<PlatformGatewayActor>()),
            new EntityExtractor(), AquaTopeShards.Options());
}
