using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Invocations;
using AquaTope.Host.Emulation.Runtimes;
using AquaTope.Models.Platform;

namespace AquaTope.Host.Emulation.Rest;

/// <summary>The parts of the platform that requests are answered from.</summary>
internal sealed record PlatformCore(
    EmulatorOptions Options, EntityStore Entities, ActivationStore Activations, InvocationEngine Engine,
    ActionResolver Actions, RuntimeCatalog Runtimes, LimitRanges Limits, RequestThrottle Throttle)
{
    public string Namespace => Options.Namespace;

    public bool Can(PlatformCapabilities capability) => (Options.Capabilities & capability) == capability;
}
