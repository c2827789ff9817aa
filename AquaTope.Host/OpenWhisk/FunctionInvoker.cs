using System.Net;
using System.Text.Json.Nodes;
using AquaTope.Host.Ingestion;
using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.OpenWhisk;

/// <summary>
/// Invokes functions and waits for their records, also for those that last longer than the platform keeps a caller
/// waiting. Every activation is noted as this node's own.
/// </summary>
internal sealed class FunctionInvoker(
    OpenWhiskClient client, OpenWhiskOptions options, OwnActivations own, OutstandingInvocations outstanding,
    TimeProvider time)
{
    /// <summary>
    /// Invokes the function, or a copy of it, at a path below <c>/api/v1</c>. The caller has counted the invocation as
    /// outstanding and counts it off afterwards; while a record is only waited for, it is not counted.
    /// </summary>
    public async Task<InvocationEnd> InvokeAsync(
        FunctionId function, string action, JsonObject parameters, CancellationToken cancellation)
    {
        var reply = await client.SendAsync(
            HttpMethod.Post, $"{action}?blocking=true", parameters, cancellation, options.InvocationTimeout);
        if (reply is OpenWhiskReply.Silent(var reason)) return new InvocationEnd.Unknown(reason);

        var answered = (OpenWhiskReply.Answered)reply;
        var id = answered.Json.Member("activationId").AsText() ?? answered.ActivationId;
        if (ActivationId.TryParse(id, out var parsed) && parsed.Bits != 0) own.Add(function, parsed);
        if (Read(answered.Json) is { } end) return end;

        // 202: it runs on. An array instead of a record: the platform shows such a result bare.
        if (id is null || answered.Status is not (HttpStatusCode.Accepted or HttpStatusCode.OK))
            return new InvocationEnd.Unknown(answered.Reason, answered.Status);
        outstanding.Lower(1);
        try
        {
            return await FetchAsync(id, answered.Status, cancellation);
        }
        finally
        {
            outstanding.Raise(1);
        }
    }

    private async Task<InvocationEnd> FetchAsync(
        string id, HttpStatusCode answer, CancellationToken cancellation)
    {
        for (var since = time.GetTimestamp(); time.GetElapsedTime(since) < options.RecordTimeout;)
        {
            var path = $"namespaces/_/activations/{id}";
            if (await client.SendAsync(HttpMethod.Get, path, null, cancellation)
                    is OpenWhiskReply.Answered { Status: HttpStatusCode.OK } answered
                && Read(answered.Json) is { } end)
                return end;
            await Task.Delay(options.RecordInterval, time, cancellation);
        }
        return new InvocationEnd.Unknown($"no record of activation {id} within {options.RecordTimeout}", answer);
    }

    private static InvocationEnd.Ran? Read(JsonObject? record)
    {
        if (record?["response"] is not JsonObject response || record["duration"].AsNumber() is not { } duration)
            return null;
        ActivationStatus? status = response["status"].AsText() switch
        {
            "success" => ActivationStatus.Success,
            "application error" => ActivationStatus.ApplicationError,
            "action developer error" => ActivationStatus.DeveloperError,
            "whisk internal error" => ActivationStatus.PlatformError,
            _ => null
        };
        if (status is null) return null;

        var initialization = (record["annotations"] as JsonArray ?? [])
            .FirstOrDefault(annotation => annotation.Member("key").AsText() == "initTime")
            .Member("value").AsNumber();
        var execution = TimeSpan.FromMilliseconds(Math.Max(0, duration - (initialization ?? 0)));
        return new InvocationEnd.Ran(status.Value, execution, response["result"], IsColdStart: initialization > 0);
    }
}
