using System.Globalization;
using System.Net;
using AquaTope.Host.Security.Audit;
using AquaTope.Host.Security.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace AquaTope.Host.Security.Access;

/// <summary>
/// Stands before every endpoint: finds out who asks, slows down who asks too often, sends away who may not, and has the
/// audit tell of refusals and changes. An endpoint that has no rule is taken for one that changes something.
/// </summary>
internal sealed class AccessGuard(RequestDelegate next, KeyRing keys, RequestRates rates, AuditLog audit)
{
    private static readonly AccessRule Strictest = new(Scopes.Operate);

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is not { } endpoint) return next(http);
        var rule = endpoint.Metadata.GetMetadata<AccessRule>() ?? Strictest;
        return rule.Scope == Scopes.None ? next(http) : GuardAsync(http, rule);
    }

    private async Task GuardAsync(HttpContext http, AccessRule rule)
    {
        var caller = keys.Identify(Credentials.Of(http.Request.Headers.Authorization));
        var address = RequestRates.AddressOf(http);
        if (rates.WaitOf(caller, address) is { } wait)
        {
            http.Response.Headers.RetryAfter =
                Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await RefuseAsync(
                http, StatusCodes.Status429TooManyRequests,
                caller is Caller.Stranger
                    ? $"Too many requests without a valid key came from {address}; the next one is looked at later."
                    : "This key sends more requests than Limits:RequestsPerSecond allows; send this later.");
            return;
        }

        switch (caller)
        {
            case Caller.Anyone when !IsNamedLocally(http.Request.Host):
                await RefuseAsync(
                    http, StatusCodes.Status403Forbidden,
                    "A node without keys answers to 'localhost' and to IP addresses only; "
                    + "make a key with 'aquatope keys add'.");
                return;
            case Caller.Stranger stranger:
                await TurnAwayAsync(http, stranger, rule, address);
                return;
            case Caller.Holder holder when !holder.Scopes.HasFlag(rule.Scope):
                await TurnAwayAsync(http, holder, rule, address);
                return;
        }

        if (rule.Change is null) await next(http);
        else await ChangeAsync(http, caller, rule.Change, address);
    }

    // A page of another site that has its own name point to this machine would be of the same origin as the node.
    private static bool IsNamedLocally(HostString host) =>
        host.Host == "localhost" || IPAddress.TryParse(host.Host.Trim('[', ']'), out _);

    private Task TurnAwayAsync(HttpContext http, Caller.Stranger stranger, AccessRule rule, string address)
    {
        audit.Write(new AuditEntry(
            stranger.Name, RequestOf(http), null, address, AuditOutcome.Refused, StatusCodes.Status401Unauthorized,
            stranger.Reason));
        http.Response.Headers.WWWAuthenticate = Challenge(http.Request);
        return RefuseAsync(
            http, StatusCodes.Status401Unauthorized,
            $"This asks for a key with scope {Name(rule.Scope)}, as bearer token or by basic authentication; " +
            $"{stranger.Reason}.");
    }

    private Task TurnAwayAsync(HttpContext http, Caller.Holder holder, AccessRule rule, string address)
    {
        var missing = $"key '{holder.KeyName}' lacks scope {Name(rule.Scope)}";
        audit.Write(new AuditEntry(
            holder.Name, RequestOf(http), null, address, AuditOutcome.Refused, StatusCodes.Status403Forbidden,
            missing));
        return RefuseAsync(
            http, StatusCodes.Status403Forbidden,
            $"The {missing}; it has {string.Join(", ", ScopeNames.Of(holder.Scopes))}.", Name(rule.Scope));
    }

    // What was done is written before the answer leaves; where the sender has gone meanwhile, when the request ends.
    private async Task ChangeAsync(HttpContext http, Caller caller, string change, string address)
    {
        if (!audit.IsWritable)
        {
            await RefuseAsync(
                http, StatusCodes.Status503ServiceUnavailable,
                "Nothing was changed, since the audit cannot be written; the node's log says why.");
            return;
        }

        var subject = new AuditedChange(caller.Name);
        http.Features.Set(subject);
        var written = 0;
        http.Response.OnStarting(WriteAsync);
        http.Response.OnCompleted(WriteAsync);
        await next(http);

        Task WriteAsync()
        {
            if (Interlocked.Exchange(ref written, 1) == 0)
                audit.Write(new AuditEntry(
                    caller.Name, change, subject.Subject, address, OutcomeOf(http), http.Response.StatusCode, null));
            return Task.CompletedTask;
        }
    }

    private static AuditOutcome OutcomeOf(HttpContext http) => http.Response.StatusCode switch
    {
        _ when !http.Response.HasStarted && http.RequestAborted.IsCancellationRequested => AuditOutcome.Abandoned,
        < 400 => AuditOutcome.Done,
        < 500 => AuditOutcome.Refused,
        _ => AuditOutcome.Failed
    };

    // The path only: a query may hold anything.
    private static string RequestOf(HttpContext http) =>
        $"{http.Request.Method} {Shortened(http.Request.Path.Value ?? "/")}";

    private static string Shortened(string path) => path.Length <= 200 ? path : path[..200] + "…";

    // A browser would ask its user for a name and password where the page itself asks for the key, so basic
    // authentication is only named to who tried it.
    private static string Challenge(HttpRequest request) =>
        request.Headers[HeaderNames.Authorization].ToString().StartsWith("Basic", StringComparison.OrdinalIgnoreCase)
            ? "Basic realm=\"AquaTope\", charset=\"UTF-8\""
            : "Bearer realm=\"AquaTope\"";

    private static string Name(Scopes scope) => ScopeNames.Of(scope)[0];

    private static Task RefuseAsync(HttpContext http, int status, string detail, string? scope = null)
    {
        ProblemHttpResult problem = TypedResults.Problem(
            detail, statusCode: status,
            extensions: scope is null ? null : new Dictionary<string, object?> { ["scope"] = scope });
        return problem.ExecuteAsync(http);
    }
}
