using System.Globalization;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Rest.Bodies;

namespace AquaTope.Host.Emulation.Rest;

/// <summary>The namespace and its limits.</summary>
internal static class NamespacesApi
{
    public static void MapNamespaces(this IEndpointRouteBuilder routes, PlatformCore core)
    {
        routes.MapGet("/api/v1/namespaces", () => JsonAnswer.List<string>(
            [core.Namespace], (writer, name) => writer.WriteStringValue(name)));
        routes.MapGet("/api/v1/namespaces/{ns}/limits", (string ns) => Limits(core, ns));
    }

    private static JsonAnswer Limits(PlatformCore core, string ns)
    {
        core.RequireNamespace(ns, "limits");
        var (options, limits) = (core.Options, core.Limits);
        return JsonAnswer.Ok(JsonObjects.Create(writer =>
        {
            writer.WriteNumber("invocationsPerMinute", options.InvocationsPerMinute ?? int.MaxValue);
            writer.WriteNumber("concurrentInvocations", options.ConcurrentInvocations ?? int.MaxValue);
            writer.WriteNumber("firesPerMinute", options.FiresPerMinute ?? int.MaxValue);
            writer.WriteNumber("minActionMemory", limits.MinimumMemory.Megabytes);
            writer.WriteNumber("maxActionMemory", limits.MaximumMemory.Megabytes);
            writer.WriteNumber("minActionLogs", 0);
            writer.WriteNumber("maxActionLogs", LimitRanges.MaximumLogs.Megabytes);
            writer.WriteNumber("minActionTimeout", (long)LimitRanges.MinimumTimeout.TotalMilliseconds);
            writer.WriteNumber("maxActionTimeout", (long)LimitRanges.MaximumTimeout.TotalMilliseconds);
            writer.WriteNumber("minActionConcurrency", 1);
            writer.WriteNumber("maxActionConcurrency", LimitRanges.MaximumConcurrency);
            writer.WriteString(
                "maxParameterSize",
                string.Create(CultureInfo.InvariantCulture, $"{RequestBody.MaximumPayloadBytes} B"));
            writer.WriteNumber("maxActionInstances", options.ConcurrentInvocations ?? int.MaxValue);
        }));
    }
}
