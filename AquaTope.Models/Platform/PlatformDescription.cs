using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform;

/// <summary>What a platform can be asked to do beyond invoking functions and changing memory limits.</summary>
[Flags]
public enum PlatformCapabilities
{
    /// <summary>Stock OpenWhisk: memory limits, and warming by invocation.</summary>
    None = 0,

    /// <summary>Explicit CPU limits per function (OpenWhisk with #4648).</summary>
    CpuLimits = 1,

    /// <summary>Stem cells reconfigured at run time (OpenWhisk with #4790).</summary>
    RuntimeConfiguration = 2
}

/// <summary>The capabilities and the limits a platform states of itself.</summary>
public sealed record PlatformDescription(
    PlatformCapabilities Capabilities,
    MemorySize MinimumMemory,
    MemorySize MaximumMemory,
    CpuShare MinimumCpu,
    CpuShare MaximumCpu,
    int ConcurrentInvocations)
{
    public bool Can(PlatformCapabilities capability) => (Capabilities & capability) == capability;
}
