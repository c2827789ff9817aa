using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Emulation.Rest.Bodies;

/// <summary>
/// Reads the limits that a request names. Whether they are in range is a later question, except for CPU.
/// </summary>
internal static class LimitsBody
{
    public static LimitsPatch Read(JsonElement json, PlatformCore core)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Refusal.Malformed("limits malformed");
        var timeout = Whole(json, "timeout", "time");
        var memory = Size(json, "memory", "memory");
        var logs = Size(json, "logs", "log");
        return new LimitsPatch(
            timeout is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null, memory, logs,
            Whole(json, "concurrency", "concurrency"), Whole(json, "instances", "instances"),
            // Stock OpenWhisk knows no such field and passes over it.
            core.Can(PlatformCapabilities.CpuLimits) ? Cpu(json, core.Limits) : null);
    }

    private static MemorySize? Size(JsonElement json, string field, string name) => Whole(json, field, name) switch
    {
        null => null,
        < 0 => throw Refusal.Malformed("requirement failed: a negative size of an object is not allowed."),
        var megabytes => MemorySize.FromMegabytes(megabytes.Value)
    };

    private static int? Whole(JsonElement json, string field, string name)
    {
        if (json.Field(field) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Number) throw Refusal.Malformed($"{name} limit malformed");
        if (value.TryGetInt32(out var number)) return number;
        // 512.0 is whole, however it is written.
        var real = value.GetDouble();
        if (real % 1 != 0) throw Refusal.Malformed($"requirement failed: {name} limit must be whole number");
        return Math.Abs(real) <= int.MaxValue ? (int)real : throw Refusal.Malformed($"{name} limit malformed");
    }

    private static CpuShare? Cpu(JsonElement json, LimitRanges ranges)
    {
        if (json.Field("cpu") is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Number) throw Refusal.Malformed("CPU limit malformed");
        var cores = value.GetDouble();
        return ranges.CpuViolation(cores) is { } violation
            ? throw Refusal.Malformed($"requirement failed: {violation}")
            : CpuShare.FromCores(cores);
    }
}
