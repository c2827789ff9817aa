using System.Net;
using AquaTope.Host.OpenWhisk;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Cli.Loading;

/// <summary>Why invocations did not succeed, in kinds that are counted.</summary>
internal static class LoadFailures
{
    /// <summary>The run was stopped before its answer came.</summary>
    public const string Unanswered = "unanswered";

    /// <summary>
    /// The kind and the reason; nothing of what succeeded. What a record says is named as it says it.
    /// </summary>
    public static (string Kind, string Reason)? Of(InvocationEnd end) => end switch
    {
        InvocationEnd.Ran { Status: ActivationStatus.Success } => null,
        InvocationEnd.Ran ran => (NameOf(ran.Status), ReasonOf(ran)),
        InvocationEnd.Unknown unknown => (NameOf(unknown.Answer), unknown.Reason),
        _ => throw new InvalidOperationException("An invocation ran or its end is unknown.")
    };

    private static string NameOf(ActivationStatus status) => status switch
    {
        ActivationStatus.ApplicationError => "application error",
        ActivationStatus.DeveloperError => "action developer error",
        _ => "whisk internal error"
    };

    private static string NameOf(HttpStatusCode? answer) => answer switch
    {
        null => "unreachable",
        HttpStatusCode.TooManyRequests => "throttled (429)",
        HttpStatusCode.OK or HttpStatusCode.Accepted => "without a record",
        >= HttpStatusCode.InternalServerError => "platform error",
        _ => "refused"
    };

    private static string ReasonOf(InvocationEnd.Ran ran) =>
        ran.Result.Member("error") is { } error ? error.AsText() ?? error.ToJsonString() : "it returned no reason";
}
