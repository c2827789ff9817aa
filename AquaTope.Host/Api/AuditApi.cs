using AquaTope.Host.Api.Requests;
using AquaTope.Host.Security.Access;
using AquaTope.Host.Security.Audit;
using AquaTope.Host.Security.Keys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AquaTope.Host.Api;

/// <summary>Who changed what on a node, and who was turned away.</summary>
internal static class AuditApi
{
    private const int MostPerPage = 1000;

    /// <summary>Maps <c>GET /api/audit?after=&amp;limit=</c>, oldest first.</summary>
    public static RouteGroupBuilder MapAudit(this RouteGroupBuilder api)
    {
        api.MapGet("/audit", GetAudit).Requires(Scopes.Operate);
        return api;
    }

    private static Results<Ok<IReadOnlyList<AuditRecord>>, ProblemHttpResult> GetAudit(
        AuditLog audit, string? after = null, string? limit = null)
    {
        var values = new QueryReader();
        var (first, most) = (
            values.Whole("after", after, 0, long.MinValue, long.MaxValue),
            (int)values.Whole("limit", limit, 100, 1, MostPerPage));
        return values.Problem is { } problem
            ? TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.Ok(audit.After(first, most));
    }
}
