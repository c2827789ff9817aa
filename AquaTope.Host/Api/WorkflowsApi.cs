using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Workflows;
using AquaTope.Host.Node;
using AquaTope.Host.Security.Access;
using AquaTope.Host.Security.Keys;
using AquaTope.Models.Identity;
using AquaTope.Models.Workflows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AquaTope.Host.Api;

/// <summary>
/// The workflows a node manages: where each one stands, what was tried for it, and how to end its management.
/// </summary>
internal static class WorkflowsApi
{
    /// <summary>
    /// How long a workflow's actor may take; one on a lost node must not keep all the others from being shown.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Maps <c>GET /api/workflows</c> and <c>GET</c> and <c>DELETE /api/workflows/{name}</c>.
    /// </summary>
    public static RouteGroupBuilder MapWorkflows(this RouteGroupBuilder api)
    {
        api.MapGet("/workflows", GetWorkflowsAsync).Requires(Scopes.Read);
        api.MapGet("/workflows/{name}", GetWorkflowAsync).Requires(Scopes.Read).AddEndpointFilter<CatalogKnownFilter>();
        api.MapDelete("/workflows/{name}", RetireWorkflowAsync).Changes("retire-workflow")
            .AddEndpointFilter<CatalogKnownFilter>();
        return api;
    }

    private static async Task<IReadOnlyList<WorkflowAnswer>> GetWorkflowsAsync(
        IRequiredActor<WorkflowActor> workflows, CatalogView catalog, CancellationToken cancellation)
    {
        var region = await workflows.GetAsync(cancellation);
        return await Task.WhenAll(catalog.Workflows
            .OrderBy(workflow => workflow.Id.Value, StringComparer.Ordinal)
            .Select(workflow => DescribeAsync(workflow, region, cancellation)));
    }

    private static async Task<Results<Ok<StudiedWorkflowAnswer>, ProblemHttpResult>> GetWorkflowAsync(
        string name, IRequiredActor<WorkflowActor> workflows, IRequiredActor<OptimizerActor> optimizer,
        CatalogView catalog, CancellationToken cancellation)
    {
        if (catalog.Workflows.FirstOrDefault(workflow => workflow.Id.Value == name) is not { } workflow)
            return Unknown(name);

        var answer = await DescribeAsync(workflow, await workflows.GetAsync(cancellation), cancellation);
        var study = await AskAsync(
            await optimizer.GetAsync(cancellation), new OptimizerProtocol.GetStudy(workflow.Id), cancellation);
        return TypedResults.Ok(new StudiedWorkflowAnswer(answer)
        {
            Study = study is OptimizerProtocol.StudyDetails details ? StudyAnswer.Of(details, workflow) : null
        });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RetireWorkflowAsync(
        HttpContext http, string name, CatalogOrders catalog, CatalogView view, CancellationToken cancellation)
    {
        if (!WorkflowId.TryParse(name, out var workflow)) return Unknown(name);
        http.Concerns(workflow.Value);

        var answer = await catalog.GiveAsync(
            version => new CatalogProtocol.RetireWorkflow(workflow, version), cancellation);
        switch (answer)
        {
            case CatalogProtocol.Retired retired:
                view.Update(retired.Catalog);
                return TypedResults.NoContent();
            case CatalogProtocol.UnknownWorkflow:
                return Unknown(name);
            default:
                throw new InvalidOperationException($"The catalog answered {answer.GetType().Name}.");
        }
    }

    private static async Task<WorkflowAnswer> DescribeAsync(
        Workflow workflow, IActorRef region, CancellationToken cancellation) =>
        await AskAsync(region, new WorkflowProtocol.GetWorkflow(workflow.Id), cancellation)
            is WorkflowProtocol.WorkflowStatus status
            ? WorkflowAnswer.Of(workflow, status)
            : WorkflowAnswer.Unknown(workflow);

    // No answer is an answer here: whoever looks at a node in trouble wants to see the rest of it.
    private static async Task<object?> AskAsync(IActorRef actor, object question, CancellationToken cancellation)
    {
        try
        {
            return await actor.Ask<object>(question, Patience, cancellation);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    private static ProblemHttpResult Unknown(string name) => TypedResults.Problem(
        $"No workflow is registered as '{name}'.", statusCode: StatusCodes.Status404NotFound);
}
