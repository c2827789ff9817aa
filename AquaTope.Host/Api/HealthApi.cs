using Akka.Actor;
using Akka.Cluster;
using AquaTope.Host.Ingestion;
using AquaTope.Host.Node;
using AquaTope.Host.Security.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AquaTope.Host.Api;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
internal static class HealthApi
{
    /// <summary>Maps <c>GET /healthz/live</c> and <c>GET /healthz/ready</c>.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => TypedResults.Text("live")).OpenToAll();
        routes.MapGet("/healthz/ready", GetReady).OpenToAll();
        return routes;
    }

    // The catalog is read from the journal and found through the cluster, so knowing it says that both work.
    private static Results<Ok<string>, ProblemHttpResult> GetReady(ActorSystem system, CatalogView catalog, IngestPump pump)
    {
        var status = Cluster.Get(system).SelfMember.Status;
        if (status != MemberStatus.Up) return NotReady($"This node is {status} in the cluster, not yet Up.");
        if (!catalog.IsKnown) return NotReady("The catalog has not answered yet.");
        return pump.HasReplayed ? TypedResults.Ok("ready") : NotReady("Reports kept by the spool are still being read back.");
    }

    private static ProblemHttpResult NotReady(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable);
}
