using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Observation;
using AquaTope.Host.Security.Access;
using AquaTope.Host.Security.Keys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AquaTope.Host.Api;

/// <summary>The recent decisions of a node, page by page.</summary>
internal static class DecisionsApi
{
    private const int MostPerPage = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Maps <c>GET /api/decisions?after=&amp;limit=</c>, oldest first.</summary>
    public static RouteGroupBuilder MapDecisions(this RouteGroupBuilder api)
    {
        api.MapGet("/decisions", GetDecisionsAsync).Requires(Scopes.Read);
        return api;
    }

    private static async Task<Results<Ok<IReadOnlyList<DecisionAnswer>>, ProblemHttpResult>> GetDecisionsAsync(
        IRequiredActor<ObserverActor> observer, CancellationToken cancellation, long after = 0, int limit = 100)
    {
        if (limit is < 1 or > MostPerPage)
            return TypedResults.Problem(
                $"limit is {limit}; it must lie between 1 and {MostPerPage}.", statusCode: StatusCodes.Status400BadRequest);

        var actor = await observer.GetAsync(cancellation);
        var page = await actor.Ask<ObservationProtocol.Decisions>(
            new ObservationProtocol.GetDecisions(after, limit), Patience, cancellation);
        return TypedResults.Ok<IReadOnlyList<DecisionAnswer>>(
        [
            .. page.Items.Select(item => new DecisionAnswer(item.Number, item.At, item.Kind, item.Subject, item.Reason))
        ]);
    }
}

/// <summary>One decision; pass its id as <c>after</c> to get those that followed.</summary>
internal sealed record DecisionAnswer(long Id, DateTimeOffset At, string Kind, string Subject, string Reason);
