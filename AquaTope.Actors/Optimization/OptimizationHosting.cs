using Akka.Cluster.Hosting;
using Akka.Hosting;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Platform;

namespace AquaTope.Actors.Optimization;

/// <summary>
/// Wires the optimizer; its key in the registry is <see cref="OptimizerActor"/>. Comes after the workflows and the
/// gateway.
/// </summary>
public static class OptimizationHosting
{
    public static AkkaConfigurationBuilder WithOptimizer(
        this AkkaConfigurationBuilder builder, OptimizerSettings settings, IPlatform platform, TimeProvider time) =>
        builder.WithSingleton<OptimizerActor>(
            "optimizer",
            (_, registry, _) => OptimizerActor.Props(
                settings, platform, time, registry.Get<WorkflowActor>(), registry.Get<PlatformGatewayActor>()));
}
