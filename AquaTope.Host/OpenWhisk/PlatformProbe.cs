using System.Net;
using System.Text.Json.Nodes;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.OpenWhisk;

/// <summary>Finds out what the platform can be asked to do and within which limits.</summary>
internal sealed class PlatformProbe(OpenWhiskClient client, OpenWhiskOptions options)
{
    private const long BytesPerMegabyte = 1024 * 1024;

    // What a platform without a statement of its own has: the limits stock OpenWhisk is shipped with.
    private const int StockMinimumMemory = 128;
    private const int StockMaximumMemory = 512;
    private const int StockConcurrency = 30;

    // The range #4648 is shipped with, in cores.
    private const double SmallestCpu = 0.1;
    private const double LargestCpu = 1;

    private static readonly CpuShare OneCore = CpuShare.FromCores(1);

    private PlatformDescription? _known;

    /// <summary>Asks anew.</summary>
    /// <exception cref="HttpRequestException">The platform did not answer, or refused the key.</exception>
    public async Task<PlatformDescription> DescribeAsync(CancellationToken cancellation)
    {
        var limits = Required(await client.SendAsync(HttpMethod.Get, "namespaces/_/limits", null, cancellation));
        var system = await client.DescribeAsync(cancellation) switch
        {
            OpenWhiskReply.Answered { Json: { } described } => described["limits"] as JsonObject ?? [],
            OpenWhiskReply.Answered => [],
            OpenWhiskReply.Silent(var reason) => throw new HttpRequestException(reason),
            _ => throw new InvalidOperationException("A reply is either answered or silent.")
        };

        var cpu = HasCpuLimits(system);
        var capabilities = (cpu ? PlatformCapabilities.CpuLimits : PlatformCapabilities.None)
                           | (await HasRuntimeConfigurationAsync(cancellation)
                               ? PlatformCapabilities.RuntimeConfiguration
                               : PlatformCapabilities.None);
        _known = new PlatformDescription(
            capabilities,
            Memory(limits["minActionMemory"], system["min_action_memory"], StockMinimumMemory),
            Memory(limits["maxActionMemory"], system["max_action_memory"], StockMaximumMemory),
            cpu ? CpuShare.FromCores(system["min_action_cpu"].AsNumber() ?? SmallestCpu) : OneCore,
            cpu ? CpuShare.FromCores(system["max_action_cpu"].AsNumber() ?? LargestCpu) : OneCore,
            (int)(limits["concurrentInvocations"].AsNumber() ?? StockConcurrency));
        return _known;
    }

    /// <summary>The latest description, asked for only where there is none yet.</summary>
    /// <exception cref="HttpRequestException">As <see cref="DescribeAsync"/>.</exception>
    public async Task<PlatformDescription> KnownAsync(CancellationToken cancellation) =>
        _known ?? await DescribeAsync(cancellation);

    private bool HasCpuLimits(JsonObject system) => options.CpuLimits switch
    {
        CapabilitySetting.On => true,
        CapabilitySetting.Off => false,
        _ => system["cpu_limit_enabled"].IsTrue()
    };

    private async Task<bool> HasRuntimeConfigurationAsync(CancellationToken cancellation)
    {
        if (options.RuntimeConfiguration != CapabilitySetting.Auto)
            return options.RuntimeConfiguration == CapabilitySetting.On;
        if (options.Controller is null) return false;
        foreach (var invoker in options.Invokers)
            if (await client.SendAsync(HttpMethod.Get, invoker, "getRuntime", null, cancellation)
                is OpenWhiskReply.Answered { Status: HttpStatusCode.OK })
                return true;
        return false;
    }

    private static JsonObject Required(OpenWhiskReply reply) => reply switch
    {
        OpenWhiskReply.Answered { Status: HttpStatusCode.OK, Json: { } json } => json,
        OpenWhiskReply.Answered answered => throw new HttpRequestException(
            $"the platform did not state its limits, {answered.Reason}"),
        OpenWhiskReply.Silent(var reason) => throw new HttpRequestException(reason),
        _ => throw new InvalidOperationException("A reply is either answered or silent.")
    };

    private static MemorySize Memory(JsonNode? megabytes, JsonNode? bytes, int otherwise) =>
        MemorySize.FromMegabytes((int)(megabytes.AsNumber() ?? bytes.AsNumber() / BytesPerMegabyte ?? otherwise));
}
