using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Rest.Bodies;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Emulation.Rest;

/// <summary>What the platform says of itself to anybody: limits and runtimes, its version, and that it is up.</summary>
internal static class InfoApi
{
    private const int MaximumSequenceLength = 50;

    public static void MapInfo(this IEndpointRouteBuilder routes, PlatformCore core)
    {
        routes.MapGet("/", () => JsonAnswer.Ok(writer => WriteInfo(writer, core)));
        routes.MapGet("/ping", () => Results.Text("pong"));
        routes.MapGet("/api/v1", () => JsonAnswer.Ok(WriteVersion));
        // The one web action that clients call unasked: the API gateway's list of routes, which is empty.
        routes.MapMethods(
            "/api/v1/web/whisk.system/apimgmt/{action}", ["GET", "POST", "PUT", "DELETE"],
            (string action) => action is "getApi" or "getApi.http" or "getApi.json"
                ? JsonAnswer.Ok(JsonElement.Parse("""{"apis":[]}"""))
                : throw Refusal.NotFound());
    }

    private static void WriteVersion(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("description", "OpenWhisk API");
        writer.WriteString("api_version", "1.0.0");
        writer.WriteString("api_version_path", "v1");
        writer.WriteString("build", "aquatope-emulator");
        writer.WriteString("buildno", typeof(InfoApi).Assembly.GetName().Version?.ToString(3));
        writer.WriteStartObject("swagger_paths");
        writer.WriteString("ui", "/docs");
        writer.WriteString("api-docs", "/api-docs");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteInfo(Utf8JsonWriter writer, PlatformCore core)
    {
        writer.WriteStartObject();
        writer.WriteString("description", "OpenWhisk");
        writer.WriteStartObject("support");
        writer.WriteString("github", "https://github.com/apache/openwhisk/issues");
        writer.WriteString("slack", "http://slack.openwhisk.org");
        writer.WriteEndObject();
        writer.WriteStartArray("api_paths");
        writer.WriteStringValue("/api/v1");
        writer.WriteEndArray();
        WriteLimits(writer, core);
        WriteRuntimes(writer, core);
        writer.WriteEndObject();
    }

    private static void WriteLimits(Utf8JsonWriter writer, PlatformCore core)
    {
        var (options, limits) = (core.Options, core.Limits);
        writer.WriteStartObject("limits");
        writer.WriteNumber("actions_per_minute", options.InvocationsPerMinute ?? int.MaxValue);
        writer.WriteNumber("triggers_per_minute", options.FiresPerMinute ?? int.MaxValue);
        writer.WriteNumber("concurrent_actions", options.ConcurrentInvocations ?? int.MaxValue);
        writer.WriteNumber("sequence_length", MaximumSequenceLength);
        writer.WriteNumber("min_action_duration", (long)LimitRanges.MinimumTimeout.TotalMilliseconds);
        writer.WriteNumber("max_action_duration", (long)LimitRanges.MaximumTimeout.TotalMilliseconds);
        writer.WriteNumber("min_action_memory", Bytes(limits.MinimumMemory));
        writer.WriteNumber("max_action_memory", Bytes(limits.MaximumMemory));
        writer.WriteNumber("min_action_logs", 0);
        writer.WriteNumber("max_action_logs", Bytes(LimitRanges.MaximumLogs));
        if (core.Can(PlatformCapabilities.CpuLimits))
        {
            writer.WriteBoolean("cpu_limit_enabled", true);
            writer.WriteNumber("min_action_cpu", limits.MinimumCpu.Cores);
            writer.WriteNumber("max_action_cpu", limits.MaximumCpu.Cores);
        }
        writer.WriteEndObject();
    }

    private static void WriteRuntimes(Utf8JsonWriter writer, PlatformCore core)
    {
        writer.WriteStartObject("runtimes");
        foreach (var family in core.Runtimes.Current.Images.GroupBy(image => image.Family))
        {
            writer.WriteStartArray(family.Key);
            foreach (var image in family)
            {
                writer.WriteStartObject();
                writer.WriteString("kind", image.Kind.Value);
                writer.WriteString("image", image.Image);
                writer.WriteBoolean("deprecated", image.Deprecated);
                writer.WriteBoolean("default", image.Default);
                writer.WriteBoolean("attached", image.Attached);
                writer.WriteBoolean("requireMain", image.RequireMain);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static long Bytes(MemorySize memory) => (long)memory.Megabytes << 20;
}
