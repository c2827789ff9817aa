using System.Globalization;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Emulation.Entities;

/// <summary>
/// The ranges limits must lie in, and the limits of an action that names none. Both ends are allowed.
/// </summary>
internal sealed record LimitRanges(
    MemorySize MinimumMemory, MemorySize MaximumMemory, CpuShare MinimumCpu, CpuShare MaximumCpu, CpuShare? DefaultCpu)
{
    public static TimeSpan MinimumTimeout { get; } = TimeSpan.FromMilliseconds(100);

    public static TimeSpan MaximumTimeout { get; } = TimeSpan.FromMinutes(5);

    public static MemorySize MaximumLogs { get; } = MemorySize.FromMegabytes(10);

    public const int MaximumConcurrency = 1;

    /// <summary>256 MB, or the nearest size this platform allows.</summary>
    public MemorySize DefaultMemory =>
        MemorySize.FromMegabytes(Math.Clamp(256, MinimumMemory.Megabytes, MaximumMemory.Megabytes));

    public ActionLimits Defaults =>
        new(TimeSpan.FromMinutes(1), DefaultMemory, MaximumLogs, Concurrency: 1, Instances: null, DefaultCpu);

    /// <summary>
    /// The sentence that names the first limit out of range, or <see langword="null"/> when all are within.
    /// </summary>
    public string? Violation(LimitsPatch limits)
    {
        if (limits.Timeout is { } timeout)
        {
            if (timeout > MaximumTimeout) return Duration(timeout, "exceeds", MaximumTimeout);
            if (timeout < MinimumTimeout) return Duration(timeout, "below", MinimumTimeout);
        }
        if (limits.Memory is { } memory)
        {
            if (memory > MaximumMemory) return $"memory size {memory} exceeds allowed threshold of {MaximumMemory}";
            if (memory < MinimumMemory) return $"memory size {memory} below allowed threshold of {MinimumMemory}";
        }
        if (limits.Logs is { } logs && logs > MaximumLogs)
            return $"log size {logs} exceeds allowed threshold of {MaximumLogs}";
        return limits.Concurrency switch
        {
            > MaximumConcurrency =>
                $"concurrency {limits.Concurrency} exceeds allowed threshold of {MaximumConcurrency}",
            < 1 => $"concurrency {limits.Concurrency} below allowed threshold of 1",
            _ => null
        };
    }

    /// <summary>
    /// As <see cref="Violation"/> for CPU, which the platform checks earlier, while it reads the request.
    /// </summary>
    public string? CpuViolation(double cores) =>
        cores > MaximumCpu.Cores ? Cpu(cores, "exceeds", MaximumCpu)
        : cores < MinimumCpu.Cores ? Cpu(cores, "below", MinimumCpu)
        : null;

    private static string Cpu(double cores, string relation, CpuShare threshold) => string.Create(
        CultureInfo.InvariantCulture, $"CPU {cores:0.0##} {relation} allowed threshold of {threshold.Cores:0.0##}");

    private static string Duration(TimeSpan value, string relation, TimeSpan threshold) => string.Create(
        CultureInfo.InvariantCulture,
        $"duration {value.TotalMilliseconds:0} milliseconds {relation} allowed threshold of " +
        $"{threshold.TotalMilliseconds:0} milliseconds");
}
