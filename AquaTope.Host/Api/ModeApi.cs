using System.Text.Json.Serialization;
using AquaTope.Actors.Catalog;
using AquaTope.Host.Api.Requests;
using AquaTope.Host.Node;
using AquaTope.Host.Security.Access;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Modes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AquaTope.Host.Api;

/// <summary>How far the cluster acts on one workflow.</summary>
internal static class ModeApi
{
    /// <summary>Maps <c>PUT /api/workflows/{name}/mode</c>.</summary>
    public static RouteGroupBuilder MapModes(this RouteGroupBuilder api)
    {
        api.MapPut("/workflows/{name}/mode", SetModeAsync).Changes("set-mode").AddEndpointFilter<CatalogKnownFilter>();
        return api;
    }

    private static async Task<Results<Ok<ModeAnswer>, ProblemHttpResult>> SetModeAsync(
        HttpContext http, string name, CatalogOrders catalog, CatalogView view)
    {
        var (order, problem) = await OrderBody.ReadAsync(http, ModeJson.Default.ModeOrder, order => order.Why);
        if (order is null) return problem!;
        if (!WorkflowId.TryParse(name, out var workflow)) return Unknown(name);
        http.Concerns(workflow.Value);
        OperatingMode? mode = null;
        if (order.Mode is not null)
        {
            if (!OperatingModes.TryParse(order.Mode, out var known))
                return TypedResults.Problem(
                    $"mode is '{order.Mode}'; it takes {OperatingModes.Rule}, or null for that of the nodes.",
                    statusCode: StatusCodes.Status400BadRequest);
            mode = known;
        }

        var answer = await catalog.GiveAsync(
            version => new CatalogProtocol.SetMode(workflow, mode, http.CallerName(), order.Why ?? "", version),
            http.RequestAborted);
        switch (answer)
        {
            case CatalogProtocol.ModeIsSet set:
                view.Update(set.Catalog);
                return TypedResults.Ok(new ModeAnswer(workflow.Value, order.Mode));
            case CatalogProtocol.UnknownWorkflow:
                return Unknown(name);
            default:
                throw new InvalidOperationException($"The catalog answered {answer.GetType().Name}.");
        }
    }

    private static ProblemHttpResult Unknown(string name) => TypedResults.Problem(
        $"No workflow is registered as '{name}'.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>What is sent to set a mode; none stands for that of the nodes.</summary>
internal sealed record ModeOrder(string? Mode = null, string? Why = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ModeOrder))]
internal sealed partial class ModeJson : JsonSerializerContext;

/// <summary>A workflow's own mode; none where it is that of the nodes.</summary>
internal sealed record ModeAnswer(string Workflow, string? Mode);
