using System.Net;
using System.Text.Json.Nodes;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.OpenWhisk;

/// <summary>Reads and changes the limits of deployed functions.</summary>
internal sealed class FunctionLimits(OpenWhiskClient client, PlatformProbe probe)
{
    // What a function is said to have where the platform has no CPU limits.
    private const double OneCore = 1;

    /// <summary>Kind and present limits of a function.</summary>
    public async Task<FunctionLookup> FindAsync(FunctionId function, CancellationToken cancellation)
    {
        var path = $"{OpenWhiskClient.PathOf(function)}?code=false";
        return await client.SendAsync(HttpMethod.Get, path, null, cancellation) switch
        {
            OpenWhiskReply.Answered { Status: HttpStatusCode.OK, Json: { } action } => Read(action),
            OpenWhiskReply.Answered { Status: HttpStatusCode.NotFound } => new FunctionLookup.Missing(),
            OpenWhiskReply.Answered answered => new FunctionLookup.Unreachable(answered.Reason),
            OpenWhiskReply.Silent(var reason) => new FunctionLookup.Unreachable(reason),
            _ => throw new InvalidOperationException("A reply is either answered or silent.")
        };
    }

    /// <summary>
    /// Gives a function these limits if it has others. The platform raises the function's version with every change,
    /// and no warm container serves the new version; that is why limits that are right already are left alone.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="wanted">Its new limits.</param>
    /// <param name="from">
    /// What it must have for them to be set; <see langword="null"/> where that does not matter.
    /// </param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<PlatformOutcome> SetAsync(
        FunctionId function, ResourceConfiguration wanted, ResourceConfiguration? from, CancellationToken cancellation)
    {
        switch (await FindAsync(function, cancellation))
        {
            case FunctionLookup.Missing: return Undeployed(function);
            case FunctionLookup.Unreachable(var reason): return new PlatformOutcome.Unreachable(reason);
            case FunctionLookup.Found found:
                PlatformDescription platform;
                try
                {
                    platform = await probe.KnownAsync(cancellation);
                }
                catch (HttpRequestException e)
                {
                    return new PlatformOutcome.Unreachable(e.Message);
                }
                var withCpu = platform.Can(PlatformCapabilities.CpuLimits);
                if (AreAlike(found.Resources, wanted, withCpu)) return new PlatformOutcome.Applied(Changed: false);
                return from is { } start && !AreAlike(found.Resources, start, withCpu)
                    ? new PlatformOutcome.Differs(found.Resources)
                    : await PutAsync(function, Limits(wanted, withCpu), cancellation);
            default: throw new InvalidOperationException("A function is found, missing or unreachable.");
        }
    }

    private static bool AreAlike(ResourceConfiguration one, ResourceConfiguration other, bool withCpu) =>
        one.Memory == other.Memory && (!withCpu || one.Cpu == other.Cpu);

    /// <summary>The <c>limits</c> of a request.</summary>
    public static JsonObject Limits(ResourceConfiguration resources, bool withCpu)
    {
        var limits = new JsonObject { ["memory"] = resources.Memory.Megabytes };
        if (withCpu) limits["cpu"] = resources.Cpu.Cores;
        return limits;
    }

    private async Task<PlatformOutcome> PutAsync(FunctionId function, JsonObject limits, CancellationToken cancellation)
    {
        var path = $"{OpenWhiskClient.PathOf(function)}?overwrite=true";
        var body = new JsonObject { ["limits"] = limits };
        return await client.SendAsync(HttpMethod.Put, path, body, cancellation) switch
        {
            OpenWhiskReply.Answered { Status: HttpStatusCode.OK } => new PlatformOutcome.Applied(Changed: true),
            OpenWhiskReply.Answered { Status: HttpStatusCode.NotFound } => Undeployed(function),

            // What OpenWhisk says to limits for a function that was deleted between the look and the change.
            OpenWhiskReply.Answered { Status: HttpStatusCode.BadRequest, ErrorText: "exec undefined" } =>
                Undeployed(function),
            OpenWhiskReply.Answered { MayChange: true } answered => new PlatformOutcome.Unreachable(answered.Reason),
            OpenWhiskReply.Answered answered => new PlatformOutcome.Refused(
                $"the platform refused limits {limits.ToJsonString()} for {function}, {answered.Reason}"),
            OpenWhiskReply.Silent(var reason) => new PlatformOutcome.Unreachable(reason),
            _ => throw new InvalidOperationException("A reply is either answered or silent.")
        };
    }

    private static PlatformOutcome.Refused Undeployed(FunctionId function) =>
        new($"{function} is not deployed on the platform");

    private static FunctionLookup Read(JsonObject action)
    {
        if (action["exec"].Member("kind").AsText() is not { } kind
            || action["limits"].Member("memory").AsNumber() is not { } memory)
            return new FunctionLookup.Unreachable("the answer names no kind or no memory limit; is this OpenWhisk?");
        return new FunctionLookup.Found(
            new RuntimeKind(kind),
            ResourceConfiguration.Of(action["limits"].Member("cpu").AsNumber() ?? OneCore, (int)memory));
    }
}
