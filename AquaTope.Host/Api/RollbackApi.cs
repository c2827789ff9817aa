using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Platform;
using AquaTope.Host.Api.Requests;
using AquaTope.Host.Security.Access;
using AquaTope.Host.Security.Keys;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Rollbacks;
using Microsoft.AspNetCore.Http.HttpResults;
using static AquaTope.Actors.Platform.PlatformGatewayProtocol;

namespace AquaTope.Host.Api;

/// <summary>The configurations that functions had, and the way back to them.</summary>
internal static class RollbackApi
{
    /// <summary>How long the gateway may take to write an order down.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Maps <c>GET /api/configurations</c> and <c>POST /api/rollback</c>.</summary>
    public static RouteGroupBuilder MapRollback(this RouteGroupBuilder api)
    {
        api.MapGet("/configurations", GetConfigurationsAsync).Requires(Scopes.Read);
        api.MapPost("/rollback", RollBackAsync).Changes("roll-back-limits");
        return api;
    }

    private static async Task<Results<Ok<IReadOnlyList<ConfigurationAnswer>>, ProblemHttpResult>>
        GetConfigurationsAsync(
        IRequiredActor<PlatformGatewayActor> gateway, CancellationToken cancellation, string? workflow = null,
        string? function = null)
    {
        if (ReadSubject(workflow, function, out var ofWorkflow, out var ofFunction) is { } problem) return problem;
        var answer = await (await gateway.GetAsync(cancellation)).Ask<PastConfigurations>(
            new GetConfigurations(ofWorkflow, ofFunction), Patience, cancellation);
        return TypedResults.Ok<IReadOnlyList<ConfigurationAnswer>>(
            [.. answer.Configurations.Select(ConfigurationAnswer.Of)]);
    }

    private static async Task<Results<Ok<RollbackAnswer>, ProblemHttpResult>> RollBackAsync(
        HttpContext http, IRequiredActor<PlatformGatewayActor> gateway)
    {
        var (order, unreadable) = await OrderBody.ReadAsync(
            http, RollbackJson.Default.RollbackRequest, order => order.Why);
        if (order is null) return unreadable!;
        if (ReadSubject(order.Workflow, order.Function, out var workflow, out var function) is { } problem)
            return problem;
        http.Concerns(order.Workflow ?? order.Function!);
        if (order.To is null or { Length: 0 or > 2000 })
            return Problem(
                StatusCodes.Status400BadRequest,
                "to is missing; it takes 'previous', an instant such as 2026-03-01T12:00:00Z, "
                + "or the id of a configuration.");

        var actor = await gateway.GetAsync(http.RequestAborted);
        var known = await actor.Ask<PastConfigurations>(
            new GetConfigurations(workflow, function), Patience, http.RequestAborted);
        var answer = await actor.Ask<IGatewayMessage>(
            new RollBackLimits(workflow, function, order.To, http.CallerName(), order.Why ?? "", known.Rollbacks),
            Patience, http.RequestAborted);
        return answer switch
        {
            LimitsAreRolledBack done => TypedResults.Ok(new RollbackAnswer(
                done.Cause, ConfigurationAnswer.Of(done.To), done.Sent)),
            NowhereToGo(var reason) => Problem(StatusCodes.Status409Conflict, $"Nothing was changed: {reason}."),
            _ => throw new InvalidOperationException($"The gateway answered {answer.GetType().Name}.")
        };
    }

    private static ProblemHttpResult? ReadSubject(
        string? workflow, string? function, out WorkflowId? ofWorkflow, out FunctionId? ofFunction)
    {
        (ofWorkflow, ofFunction) = (null, null);
        if (workflow is null == function is null)
            return Problem(StatusCodes.Status400BadRequest, "Name either a workflow or a function.");
        if (workflow is not null && WorkflowId.TryParse(workflow, out var id)) ofWorkflow = id;
        else if (function is not null && FunctionId.TryParse(function, "guest", out var known)) ofFunction = known;
        else
            return Problem(
                StatusCodes.Status400BadRequest,
                workflow is not null ? $"'{workflow}' is no workflow's name." : $"'{function}' is no function's name.");
        return null;
    }

    private static ProblemHttpResult Problem(int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status);
}

/// <summary>What is sent to roll back: of what, and to which configuration.</summary>
internal sealed record RollbackRequest(
    string? Workflow = null, string? Function = null, string? To = null, string? Why = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RollbackRequest))]
internal sealed partial class RollbackJson : JsonSerializerContext;

/// <summary>A rollback that is written down.</summary>
/// <param name="Id">What it is called among the configurations.</param>
/// <param name="To">Where it goes.</param>
/// <param name="Sent">
/// Whether it is sent to the platform now; not while changes are halted or a mode does not act.
/// </param>
internal sealed record RollbackAnswer(string Id, ConfigurationAnswer To, bool Sent);

/// <summary>A configuration that functions had together.</summary>
/// <param name="Id">Pass it as <c>to</c>; <c>original</c> is what they had before the first change.</param>
/// <param name="Since">When the last of them had it.</param>
/// <param name="Reason">What is known beyond the id.</param>
/// <param name="Limits">The limits of each function.</param>
internal sealed record ConfigurationAnswer(
    string Id, DateTimeOffset? Since, string? Reason, IReadOnlyList<FunctionLimitsAnswer> Limits)
{
    public static ConfigurationAnswer Of(PastConfiguration configuration) => new(
        configuration.Cause, configuration.Since, configuration.Reason,
        [
            .. configuration.Limits.Select(limits => new FunctionLimitsAnswer(
                limits.Function.Value, limits.Resources.Cpu.Cores, limits.Resources.Memory.Megabytes))
        ]);
}

/// <summary>CPU and memory of one function.</summary>
internal sealed record FunctionLimitsAnswer(string Function, double Cores, int MemoryMb);
