using AquaTope.Models.Quantities;

namespace AquaTope.Host.Emulation.Entities;

/// <summary>What an action's containers may use.</summary>
/// <param name="Timeout">Limit of initialization and of the run, each.</param>
/// <param name="Memory">Memory of one container.</param>
/// <param name="Logs">Size of the logs of one activation.</param>
/// <param name="Concurrency">Activations that share a container.</param>
/// <param name="Instances">Containers of this action, or <see langword="null"/> for as many as the namespace may
/// have.</param>
/// <param name="Cpu">CPU of one container; <see langword="null"/> where the platform has no CPU limit.</param>
internal sealed record ActionLimits(
    TimeSpan Timeout, MemorySize Memory, MemorySize Logs, int Concurrency, int? Instances, CpuShare? Cpu);

/// <summary>The limits a request names; those it leaves out keep their value.</summary>
internal sealed record LimitsPatch(
    TimeSpan? Timeout, MemorySize? Memory, MemorySize? Logs, int? Concurrency, int? Instances, CpuShare? Cpu)
{
    public static LimitsPatch None { get; } = new(null, null, null, null, null, null);

    public ActionLimits ApplyTo(ActionLimits limits) => new(
        Timeout ?? limits.Timeout, Memory ?? limits.Memory, Logs ?? limits.Logs, Concurrency ?? limits.Concurrency,
        Instances ?? limits.Instances, Cpu ?? limits.Cpu);
}
