using AquaTope.Actors.Catalog;
using AquaTope.Host.Ingestion.Records;
using AquaTope.Host.Node;
using AquaTope.Host.Security.Access;
using AquaTope.Models.Platform;
using AquaTope.Models.Workflows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AquaTope.Host.Api;

/// <summary>The door through which workflows are registered.</summary>
internal static class WorkflowHooks
{
    private const int MaxBodyBytes = 1024 * 1024;

    /// <summary>Maps <c>POST /hooks/workflows</c> into the group of hooks.</summary>
    public static RouteGroupBuilder MapWorkflowHook(this RouteGroupBuilder hooks)
    {
        hooks.MapPost("/workflows", PostWorkflowAsync).Changes("register-workflow");
        return hooks;
    }

    private static async Task<Results<Accepted<RegistrationAnswer>, ProblemHttpResult>> PostWorkflowAsync(
        HttpContext http, CatalogOrders catalog, CatalogView view, IPlatform platform, bool replace = false)
    {
        if (!RequestBody.IsPlainJson(http.Request))
            return Problem(StatusCodes.Status415UnsupportedMediaType, "Send application/json, not compressed.");
        using var body = await RequestBody.ReadAsync(http.Request, MaxBodyBytes, http.RequestAborted);
        if (body is null)
            return Problem(StatusCodes.Status413PayloadTooLarge, $"A workflow has {MaxBodyBytes} bytes at most.");
        if (!WorkflowDocument.TryRead(body.Bytes.ToArray(), "guest", out var workflow, out var problem))
            return Problem(StatusCodes.Status400BadRequest, problem.ToString(), problem.Field);
        http.Concerns(workflow.Id.Value);
        if (await MissingFunctionAsync(workflow, platform, http.RequestAborted) is { } missing)
            return Problem(
                StatusCodes.Status400BadRequest,
                $"The platform has no function '{missing.Function}', which stage '{missing.Name}' runs; "
                + "deploy it first.",
                "functions");

        var registration = await catalog.GiveAsync(
            version => new CatalogProtocol.RegisterWorkflow(workflow, replace, version), http.RequestAborted);
        switch (registration)
        {
            case CatalogProtocol.Registered registered:
                view.Update(registered.Catalog);
                return TypedResults.Accepted(
                    (string?)null,
                    new RegistrationAnswer(
                        workflow.Id.Value, [.. workflow.Functions.Select(function => function.Value)],
                        registered.IsNew));
            case CatalogProtocol.Conflict:
                return Problem(
                    StatusCodes.Status409Conflict,
                    $"Another workflow is registered as '{workflow.Id}'; add ?replace=true to replace it.", "name");
            default:
                throw new InvalidOperationException($"The catalog answered {registration.GetType().Name}.");
        }
    }

    // A platform that does not answer does not keep a workflow from being registered: the gateway asks again later.
    private static async Task<Stage?> MissingFunctionAsync(
        Workflow workflow, IPlatform platform, CancellationToken cancellation)
    {
        foreach (var stage in workflow.Stages.DistinctBy(stage => stage.Function))
            if (await platform.FindAsync(stage.Function, cancellation) is FunctionLookup.Missing)
                return stage;
        return null;
    }

    private static ProblemHttpResult Problem(int status, string detail, string? field = null) => TypedResults.Problem(
        detail, statusCode: status,
        extensions: field is null ? null : new Dictionary<string, object?> { ["field"] = field });
}

/// <summary>The answer to a registration.</summary>
internal sealed record RegistrationAnswer(string Name, IReadOnlyList<string> Functions, bool New);
