using System.Globalization;
using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Invocations;
using AquaTope.Host.Emulation.Rest.Bodies;
using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Emulation.Rest;

/// <summary>Invokes actions.</summary>
internal static class InvocationsApi
{
    /// <summary>Carries the id of what a request started.</summary>
    public const string ActivationIdHeader = "x-openwhisk-activation-id";

    private const int LongestWaitMilliseconds = 60_000;

    public static void MapInvocations(this IEndpointRouteBuilder routes, PlatformCore core) =>
        routes.MapPost("/api/v1/namespaces/{ns}/actions/{**path}", (HttpContext context, string ns, string path) =>
            InvokeAsync(core, context, core.RequireAction(ns, path)));

    /// <summary>202 and the id of the activation that was started.</summary>
    public static JsonAnswer Accepted(HttpContext context, ActivationId id)
    {
        context.Response.Headers[ActivationIdHeader] = id.ToString();
        return new JsonAnswer(StatusCodes.Status202Accepted, JsonObjects.Of("activationId", id.ToString()).WriteTo);
    }

    private static async Task<JsonAnswer> InvokeAsync(PlatformCore core, HttpContext context, WhiskName name)
    {
        var request = context.Request;
        var blocking = ListQuery.Flag(request, "blocking");
        var resultOnly = ListQuery.Flag(request, "result");
        var patience = Patience(request);
        core.Throttle.AdmitInvocation(core.Engine.Now, core.Engine.InFlight);
        var target = ActionsApi.Require(core, name);
        var payload = await RequestBody.ReadPayloadAsync(context);
        ActionUpdate.RequireSupported(core, target.Action.Execution);
        RequireOpen(target, payload);

        if (!blocking) return Accepted(context, core.Engine.Invoke(target, payload));
        var (id, record) = await core.Engine.InvokeAndWaitAsync(target, payload, patience);
        if (record is null) return Accepted(context, id);
        context.Response.Headers[ActivationIdHeader] = id.ToString();
        return Answer(record, resultOnly);
    }

    private static JsonAnswer Answer(ActivationRecord record, bool resultOnly)
    {
        var status = record.Response.Status switch
        {
            ActivationStatus.Success => StatusCodes.Status200OK,
            ActivationStatus.PlatformError => StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status502BadGateway
        };
        // A result that is an array is answered bare, even where the record was asked for.
        var bare = resultOnly || record.Response.Result.ValueKind == JsonValueKind.Array;
        return new JsonAnswer(status, writer =>
        {
            if (bare) record.Response.Result.WriteTo(writer);
            else ActivationJson.Write(writer, record, withLogs: false);
        });
    }

    private static TimeSpan Patience(HttpRequest request)
    {
        var text = request.Query["timeout"].ToString();
        if (text.Length == 0) return TimeSpan.FromMilliseconds(LongestWaitMilliseconds);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
               && milliseconds is >= 1 and <= LongestWaitMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw Refusal.MalformedQuery(
                "timeout", $"Timeout must be number of milliseconds up to {LongestWaitMilliseconds}.");
    }

    // An action annotated as final lets nobody replace the parameters it was given.
    private static void RequireOpen(ResolvedAction target, JsonElement payload)
    {
        if (!target.Action.Annotations.IsTruthy("final")) return;
        foreach (var parameter in target.Parameters.Properties)
            if (payload.TryGetProperty(parameter.Key, out _))
                throw Refusal.BadRequest(
                    "Request defines parameters that are not allowed (e.g., reserved properties).");
    }
}
