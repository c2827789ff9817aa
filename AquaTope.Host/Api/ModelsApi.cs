using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Serving;
using AquaTope.Host.Api.Requests;
using AquaTope.Host.Security.Access;
using AquaTope.Host.Security.Keys;
using AquaTope.Models.Forecasting.Serving;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AquaTope.Host.Api;

/// <summary>
/// The trained models that a cluster forecasts with: which one is in service, and how to change that.
/// </summary>
internal static class ModelsApi
{
    /// <summary>How long the history may take to write a switch down.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How long a model may take to be read.</summary>
    private static readonly TimeSpan LoadPatience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Maps <c>GET /api/models</c>, <c>POST /api/models</c> and <c>POST /api/models/rollback</c>.
    /// </summary>
    public static RouteGroupBuilder MapModels(this RouteGroupBuilder api)
    {
        api.MapGet("/models", GetModelsAsync).Requires(Scopes.Read);
        api.MapPost("/models", SwitchAsync).Changes("switch-model");
        api.MapPost("/models/rollback", RollBackAsync).Changes("roll-back-model");
        return api;
    }

    private static async Task<ModelsAnswer> GetModelsAsync(
        IRequiredActor<ModelHistoryActor> history, IRequiredActor<ForecasterActor> forecaster,
        CancellationToken cancellation)
    {
        var served = await (await history.GetAsync(cancellation)).Ask<ServingProtocol.ModelServed>(
            new ServingProtocol.GetModel(), Patience, cancellation);
        var inUse = await (await forecaster.GetAsync(cancellation)).Ask<ForecasterProtocol.ForecasterInUse>(
            new ForecasterProtocol.GetForecaster(), Patience, cancellation);
        return ModelsAnswer.Of(served, inUse.Name);
    }

    private static async Task<Results<Ok<ModelsAnswer>, ProblemHttpResult>> SwitchAsync(
        HttpContext http, IRequiredActor<ModelHistoryActor> history, IRequiredActor<ModelLoaderActor> loader)
    {
        var (order, problem) = await ReadAsync(http);
        if (order is null) return problem!;
        if (order.Folder is not { Length: > 0 } folder || !Path.IsPathFullyQualified(folder))
            return Problem(
                StatusCodes.Status400BadRequest,
                $"folder is '{order.Folder}'; it must be the full path of a model's folder, the same on every node.");
        http.Concerns(folder);

        var checkedModel = await (await loader.GetAsync(http.RequestAborted)).Ask<object>(
            new ServingProtocol.CheckModel(folder), LoadPatience, http.RequestAborted);
        if (checkedModel is ServingProtocol.ModelUnusable unusable)
            return Problem(StatusCodes.Status400BadRequest, $"Nothing was switched: {unusable.Reason}.");
        var model = ((ServingProtocol.ModelUsable)checkedModel).Model;
        http.Concerns(model.Version);
        var served = await (await history.GetAsync(http.RequestAborted)).Ask<ServingProtocol.ModelServed>(
            new ServingProtocol.SwitchModel(model, http.CallerName(), order.Why ?? ""), Patience, http.RequestAborted);
        return TypedResults.Ok(ModelsAnswer.Of(served, null));
    }

    private static async Task<Results<Ok<ModelsAnswer>, ProblemHttpResult>> RollBackAsync(
        HttpContext http, IRequiredActor<ModelHistoryActor> history)
    {
        var (order, problem) = await ReadAsync(http);
        if (order is null) return problem!;
        var answer = await (await history.GetAsync(http.RequestAborted)).Ask<ServingProtocol.IServingMessage>(
            new ServingProtocol.RollBackModel(http.CallerName(), order.Why ?? ""), Patience, http.RequestAborted);
        if (answer is not ServingProtocol.ModelServed served)
            return Problem(
                StatusCodes.Status409Conflict, "No switch of models stands, so there is nothing to go back to.");
        http.Concerns(served.Model?.Version ?? "configured");
        return TypedResults.Ok(ModelsAnswer.Of(served, null));
    }

    private static Task<(ModelOrder? Order, ProblemHttpResult? Problem)> ReadAsync(HttpContext http) =>
        OrderBody.ReadAsync(http, ModelOrderJson.Default.ModelOrder, order => order.Why);

    private static ProblemHttpResult Problem(int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status);
}

/// <summary>What is sent to switch or to roll back.</summary>
internal sealed record ModelOrder(string? Folder = null, string? Why = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ModelOrder))]
internal sealed partial class ModelOrderJson : JsonSerializerContext;

/// <summary>The model in service and the switches that led there, oldest first.</summary>
/// <param name="Version">The model in service; nothing where nodes forecast as they are configured.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Forecaster">What the node that answers forecasts with; nothing in the answer to a switch.</param>
/// <param name="Switches">At most the last hundred.</param>
internal sealed record ModelsAnswer(
    string? Version, string? Folder, string? Forecaster, IReadOnlyList<ModelSwitchAnswer> Switches)
{
    public static ModelsAnswer Of(ServingProtocol.ModelServed served, string? forecaster) => new(
        served.Model?.Version, served.Model?.Folder, forecaster, [.. served.Switches.Select(ModelSwitchAnswer.Of)]);
}

/// <summary>One switch; no version stands for what nodes are configured with.</summary>
internal sealed record ModelSwitchAnswer(
    DateTimeOffset At, string By, string Why, bool Rollback, string? Version, string? Folder, string? Previous)
{
    public static ModelSwitchAnswer Of(ModelSwitched fact) => new(
        fact.At, fact.By, fact.Why, fact.IsRollback, fact.To?.Version, fact.To?.Folder, fact.From?.Version);
}
