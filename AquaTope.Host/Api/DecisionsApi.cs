using System.Data.Common;
using AquaTope.Actors.Decisions;
using AquaTope.Actors.Decisions.Explaining;
using AquaTope.Actors.Decisions.Listing;
using AquaTope.Host.Api.Requests;
using AquaTope.Host.Node;
using AquaTope.Host.Security.Access;
using AquaTope.Host.Security.Keys;
using AquaTope.Models.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AquaTope.Host.Api;

/// <summary>The decisions of a cluster, page by page, and why one of them was made.</summary>
internal static class DecisionsApi
{
    private const int MostPerPage = 1000;

    /// <summary>Maps <c>GET /api/decisions</c> and <c>GET /api/decisions/{id}/explanation</c>.</summary>
    public static RouteGroupBuilder MapDecisions(this RouteGroupBuilder api)
    {
        api.MapGet("/decisions", GetDecisionsAsync).Requires(Scopes.Read);
        api.MapGet("/decisions/{id:long}/explanation", ExplainAsync).Requires(Scopes.Read);
        return api;
    }

    private static async Task<Results<Ok<IReadOnlyList<DecisionAnswer>>, ProblemHttpResult>> GetDecisionsAsync(
        IDecisionStore store, CatalogView catalog, [AsParameters] DecisionsAsked asked, CancellationToken cancellation)
    {
        if (asked.Read(catalog, out var query) is { } problem)
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        try
        {
            var page = await store.ReadAsync(query, cancellation);
            return TypedResults.Ok<IReadOnlyList<DecisionAnswer>>([.. page.Select(DecisionAnswer.Of)]);
        }
        catch (DbException unreadable)
        {
            return Unreadable(unreadable);
        }
    }

    private static async Task<Results<Ok<ExplanationAnswer>, ProblemHttpResult>> ExplainAsync(
        long id, DecisionExplainer explainer, CancellationToken cancellation)
    {
        try
        {
            return await explainer.ExplainAsync(id, cancellation) is { } explained
                ? TypedResults.Ok(ExplanationAnswer.Of(explained))
                : TypedResults.Problem(
                    $"No decision {id} is in the list; it may have left it, or be the number of something else.",
                    statusCode: StatusCodes.Status404NotFound);
        }
        catch (DbException unreadable)
        {
            return Unreadable(unreadable);
        }
    }

    private static ProblemHttpResult Unreadable(DbException cause) => TypedResults.Problem(
        $"The journal or the list of decisions cannot be read at the moment: {cause.Message}",
        statusCode: StatusCodes.Status503ServiceUnavailable);

    /// <summary>What a request for decisions may say, as it stands in the query.</summary>
    private sealed record DecisionsAsked(
        string? After = null, string? Limit = null, string? Latest = null, string? Workflow = null,
        string? Function = null, string? Kind = null, string? Since = null, string? Until = null)
    {
        /// <returns>What is wrong with it; null where nothing is.</returns>
        public string? Read(CatalogView catalog, out DecisionQuery query)
        {
            query = new DecisionQuery();
            if (ProblemOfNames() is { } problem) return problem;
            var values = new QueryReader();
            WorkflowId? workflow = Workflow is null ? null : WorkflowId.Parse(Workflow);
            query = new DecisionQuery
            {
                After = values.Whole("after", After, 0, long.MinValue, long.MaxValue),
                Limit = (int)values.Whole("limit", Limit, 100, 1, MostPerPage),
                Latest = values.Flag("latest", Latest),
                Workflow = workflow,
                FunctionsOfWorkflow =
                [
                    .. catalog.Workflows.Where(managed => managed.Id == workflow)
                        .SelectMany(managed => managed.Functions)
                ],
                Function = Function is null ? null : FunctionId.Parse(Function),
                Kind = Kind,
                Since = values.Instant("since", Since),
                Until = values.Instant("until", Until)
            };
            return values.Problem;
        }

        private string? ProblemOfNames() => this switch
        {
            { Workflow: { } workflow } when !WorkflowId.TryParse(workflow, out _) =>
                $"workflow is '{workflow}', which no workflow can be called.",
            { Function: { } function } when !FunctionId.TryParse(function, FunctionId.StandardNamespace, out _) =>
                $"function is '{function}'; it has the form namespace/name or namespace/package/name.",
            { Kind: { } kind } when !AquaTopeDecisions.Table.Kinds.Contains(kind) =>
                $"kind is '{kind}'; known are {string.Join(", ", AquaTopeDecisions.Table.Kinds)}.",
            _ => null
        };
    }
}
