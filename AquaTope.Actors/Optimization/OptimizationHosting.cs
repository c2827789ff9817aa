using Akka.Hosting;
using AquaTope.Actors.Fencing;
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
    private const string Name = "optimizer";

    public static AkkaConfigurationBuilder WithOptimizer(
        this AkkaConfigurationBuilder builder, bool here, OptimizerSettings settings, IPlatform platform,
        TimeProvider time, bool leased) =>
        builder.WithControlSingleton<OptimizerActor>(
            here, Name,
            (system, registry) => OptimizerActor.Props(
                settings, new FencedPlatform(platform, SingletonFences.Get(system).Of(Name)), time,
                registry.Get<WorkflowActor>(), registry.Get<PlatformGatewayActor>()),
            leased);
}
