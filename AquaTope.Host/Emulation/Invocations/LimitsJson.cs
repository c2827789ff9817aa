using System.Text.Json;
using AquaTope.Host.Emulation.Entities;

namespace AquaTope.Host.Emulation.Invocations;

/// <summary>Limits as entities and records show them.</summary>
internal static class LimitsJson
{
    public static JsonElement Of(ActionLimits limits) => JsonObjects.Create(writer =>
    {
        writer.WriteNumber("timeout", (long)limits.Timeout.TotalMilliseconds);
        writer.WriteNumber("memory", limits.Memory.Megabytes);
        writer.WriteNumber("logs", limits.Logs.Megabytes);
        writer.WriteNumber("concurrency", limits.Concurrency);
        if (limits.Instances is { } instances) writer.WriteNumber("instances", instances);
        if (limits.Cpu is { } cpu) writer.WriteNumber("cpu", cpu.Cores);
    });

    /// <summary>
    /// What the record of a sequence shows: its own limits of time and logs, the memory of its largest part.
    /// </summary>
    public static JsonElement OfComposite(ActionLimits limits, int memoryMegabytes) => JsonObjects.Create(writer =>
    {
        writer.WriteNumber("timeout", (long)limits.Timeout.TotalMilliseconds);
        writer.WriteNumber("memory", memoryMegabytes);
        writer.WriteNumber("logs", limits.Logs.Megabytes);
    });
}
