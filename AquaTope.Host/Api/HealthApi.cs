using Akka.Actor;
using AquaTope.Host.Health;
using AquaTope.Host.Security.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AquaTope.Host.Api;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
internal static class HealthApi
{
    /// <summary>Maps <c>GET /healthz/live</c> and <c>GET /healthz/ready</c>.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", GetLive).OpenToAll();
        routes.MapGet("/healthz/ready", GetReadyAsync).OpenToAll();
        return routes;
    }

    // A node that the others have put out of the cluster ends its actor system, and then itself.
    private static Results<Ok<string>, ProblemHttpResult> GetLive(ActorSystem system) =>
        system.WhenTerminated.IsCompleted ? Unavailable("The actor system has ended.") : TypedResults.Ok("live");

    private static async Task<Results<Ok<string>, ProblemHttpResult>> GetReadyAsync(
        Readiness readiness, CancellationToken cancellation) =>
        await readiness.ObstacleAsync(cancellation) is { } obstacle ? Unavailable(obstacle) : TypedResults.Ok("ready");

    private static ProblemHttpResult Unavailable(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable);
}
