using System.Text.Json;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Demo;

/// <summary>What an activation was for.</summary>
internal enum DemoRole
{
    /// <summary>A run of a workflow as a whole.</summary>
    Run = 0,

    /// <summary>A function as part of a run.</summary>
    Stage = 1,

    /// <summary>A step of the composition between functions, or one of its branches.</summary>
    Step = 2,

    /// <summary>A function invoked to keep it warm.</summary>
    Warming = 3,

    /// <summary>A copy of a function under a trial's configuration, or the copies' run.</summary>
    Trial = 4
}

/// <summary>An activation record, reduced to what the demo compares.</summary>
internal sealed record DemoRecord(
    string Id, string Name, DemoRole Role, bool Succeeded, bool IsCold, TimeSpan Latency, double Cost,
    long StartMilliseconds)
{
    private const double ShortestContainerCreationMs = 200;
    private const string TrialPackage = "aquatope-trial-";

    /// <summary>Reads a record as the platform's API shows it.</summary>
    public static DemoRecord Read(JsonElement record, PriceModel prices, IReadOnlySet<string> workflows)
    {
        var annotations = record.GetProperty("annotations").EnumerateArray()
            .ToDictionary(
                annotation => annotation.GetProperty("key").GetString()!,
                annotation => annotation.GetProperty("value"));
        var name = record.GetProperty("name").GetString()!;
        var waited = annotations.TryGetValue("waitTime", out var wait) ? wait.GetDouble() : 0;
        var start = record.GetProperty("start").GetInt64();
        var role = RoleOf(record, annotations, workflows.Contains(name));
        return new DemoRecord(
            record.GetProperty("activationId").GetString()!, name, role,
            record.GetProperty("response").GetProperty("success").GetBoolean(),
            annotations.ContainsKey("initTime") && waited >= ShortestContainerCreationMs,
            TimeSpan.FromMilliseconds(record.GetProperty("end").GetInt64() - start + waited),
            annotations["kind"].GetString() == "sequence" ? 0 : CostOf(record, annotations, prices), start);
    }

    private static DemoRole RoleOf(
        JsonElement record, Dictionary<string, JsonElement> annotations, bool isComposition)
    {
        if (annotations["path"].GetString()!.Contains(TrialPackage, StringComparison.Ordinal)) return DemoRole.Trial;
        if (isComposition)
            return annotations["kind"].GetString() == "sequence" && !IsBranch(record) ? DemoRole.Run : DemoRole.Step;
        return record.TryGetProperty("cause", out _) ? DemoRole.Stage : DemoRole.Warming;
    }

    private static bool IsBranch(JsonElement record) =>
        record.GetProperty("response").GetProperty("result") is { ValueKind: JsonValueKind.Object } result
        && result.TryGetProperty("method", out var method) && method.ValueEquals("join");

    private static double CostOf(JsonElement record, Dictionary<string, JsonElement> annotations, PriceModel prices)
    {
        var limits = annotations["limits"];
        var cores = limits.TryGetProperty("cpu", out var cpu) ? cpu.GetDouble() : 1;
        var resources = ResourceConfiguration.Of(cores, limits.GetProperty("memory").GetInt32());
        return prices.Of(resources, TimeSpan.FromMilliseconds(record.GetProperty("duration").GetInt64())).Amount;
    }
}
