using System.Security.Cryptography;
using AquaTope.Host.Emulation.Rest.Bodies;
using Microsoft.AspNetCore.Http.Features;

namespace AquaTope.Host.Emulation.Rest;

/// <summary>What every request gets: an id, headers for browsers, and errors in the platform's form.</summary>
internal static class RequestFrame
{
    private const string IdHeader = "X-Request-ID";
    private const string IdCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int IdLength = 32;

    // Ids that begin so are the platform's own; a caller may not choose one.
    private const string SystemIdPrefix = "sid_";

    /// <summary>The id of the request: the caller's, or one of 32 letters and digits.</summary>
    public static string IdOf(HttpContext context) => context.TraceIdentifier;

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var given = context.Request.Headers[IdHeader].ToString();
        context.TraceIdentifier = given.Length > 0 && !given.StartsWith(SystemIdPrefix, StringComparison.Ordinal)
            ? given
            : RandomNumberGenerator.GetString(IdCharacters, IdLength);
        var headers = context.Response.Headers;
        headers[IdHeader] = context.TraceIdentifier;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowHeaders = "Authorization, Origin, X-Requested-With, Content-Type, Accept, User-Agent";
        headers.AccessControlAllowMethods = "GET, DELETE, POST, PUT, HEAD";
        if (HttpMethods.IsOptions(context.Request.Method)) return;

        try
        {
            await next(context);
        }
        catch (RequestRefusedException refused)
        {
            await AnswerAsync(context, refused.Status, refused.Message);
            return;
        }
        catch (BadHttpRequestException refused)
        {
            await AnswerAsync(
                context, refused.StatusCode,
                refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? Refusal.TooLarge : refused.Message);
            return;
        }

        // Routing answers these two itself, without a body.
        if (context.Response.HasStarted || context.GetEndpoint() is { } endpoint && !IsRoutingFailure(endpoint)) return;
        if (context.Response.StatusCode == StatusCodes.Status404NotFound)
            await AnswerAsync(context, StatusCodes.Status404NotFound, Refusal.UnknownPath().Message);
        else if (context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            await AnswerAsync(
                context, StatusCodes.Status405MethodNotAllowed,
                $"HTTP method not allowed, supported methods: {context.Response.Headers.Allow}");
    }

    // Routing stands in for a missing method with an endpoint of its own, which has no route.
    private static bool IsRoutingFailure(Endpoint endpoint) => endpoint is not RouteEndpoint;

    private static Task AnswerAsync(HttpContext context, int status, string error)
    {
        // A body that was refused unread would otherwise be read to its end before the answer is sent.
        if (status == StatusCodes.Status413PayloadTooLarge
            && context.Features.Get<IHttpBodyControlFeature>() is not null)
            context.Response.Headers.Connection = "close";
        return JsonAnswer.Error(status, error, IdOf(context)).ExecuteAsync(context);
    }
}
