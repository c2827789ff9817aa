using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;

namespace AquaTope.Host.Emulation;

/// <summary>How an <see cref="EmulatedPlatform"/> is set up.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The key that development installations of OpenWhisk give to the namespace <c>guest</c>.</summary>
    public const string GuestKey =
        "23bc46b1-71f6-4ed5-8c54-816aa4f8c502:123zO3xZCLrMN6v2BKK1dXYFpXlPkccOFqm12CdAsMgRU4VrNZ9lyGVCGuMDGIwP";

    /// <summary>The port on 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>The only namespace there is.</summary>
    public string Namespace { get; init; } = "guest";

    /// <summary>The namespace's key, <c>uuid:secret</c>.</summary>
    public string AuthenticationKey { get; init; } = GuestKey;

    /// <summary>What the platform can do beyond stock OpenWhisk.</summary>
    public PlatformCapabilities Capabilities { get; init; }

    /// <summary>The seed of service times, of cold starts and of activation ids.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// The platform's time: the system's, or a <see cref="VirtualClock"/> that the embedding program advances. Then a
    /// blocking invocation waits until the clock has passed its end.
    /// </summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How many times faster than <see cref="Time"/> the platform lives; only for the system's time.</summary>
    public double TimeScale { get; init; } = 1;

    public MemorySize MinimumMemory { get; init; } = MemorySize.FromMegabytes(128);

    public MemorySize MaximumMemory { get; init; } = MemorySize.FromMegabytes(512);

    public CpuShare MinimumCpu { get; init; } = CpuShare.FromCores(0.1);

    /// <summary>OpenWhisk's patch allows one core; six leave a resource manager room to choose.</summary>
    public CpuShare MaximumCpu { get; init; } = CpuShare.FromCores(6);

    /// <summary>
    /// The CPU of actions that name none where there is a CPU limit: one core, so that switching the limit on slows
    /// nothing down.
    /// </summary>
    public CpuShare DefaultCpu { get; init; } = CpuShare.FromCores(1);

    /// <summary>
    /// The runtimes manifest as a JSON document; unset, common runtimes with OpenWhisk's own stem cells. Its stem cells
    /// take the place of those in <see cref="Simulation"/>.
    /// </summary>
    public string? RuntimesManifest { get; init; }

    /// <summary>Invokers, their memory, timers and cold starts.</summary>
    public SimulatedPlatformOptions Simulation { get; init; } = new();

    /// <summary>Invocations a calendar minute; unset, any number.</summary>
    public int? InvocationsPerMinute { get; init; }

    /// <summary>Invocations in flight; unset, any number.</summary>
    public int? ConcurrentInvocations { get; init; }

    /// <summary>Trigger firings a calendar minute; unset, any number.</summary>
    public int? FiresPerMinute { get; init; }

    /// <summary>Activation records kept; beyond that the one that started first is dropped.</summary>
    public int ActivationCapacity { get; init; } = 50_000;

    /// <summary>Where finished activations are sent, if anywhere.</summary>
    public ActivationHookOptions? Hook { get; init; }

    /// <exception cref="ArgumentException">An option lies outside its range; the message names it.</exception>
    internal void Validate()
    {
        if (Port is < 0 or > 65_535)
            throw new ArgumentException($"Port is {Port}; it must be from 0 to 65535.");
        if (AuthenticationKey.Split(':') is not [var uuid, { Length: > 0 }] || !Guid.TryParse(uuid, out _))
            throw new ArgumentException("AuthenticationKey must be a UUID and a secret with a colon between.");
        if (!(TimeScale >= 0.001 && TimeScale <= 100_000))
            throw new ArgumentException($"TimeScale is {TimeScale}; it must be from 0.001 to 100000.");
        if (TimeScale != 1 && Time is VirtualClock)
            throw new ArgumentException("A clock that is advanced by hand cannot be scaled.");
        if (MinimumMemory.Megabytes < 1 || MaximumMemory < MinimumMemory)
            throw new ArgumentException($"Memory limits from {MinimumMemory} to {MaximumMemory} allow nothing.");
        if (DefaultCpu < MinimumCpu || MaximumCpu < DefaultCpu)
            throw new ArgumentException($"The default of {DefaultCpu} must lie between {MinimumCpu} and {MaximumCpu}.");
        if (ActivationCapacity < 1)
            throw new ArgumentException($"ActivationCapacity is {ActivationCapacity}; it must be at least 1.");
        Hook?.Validate();
    }
}
