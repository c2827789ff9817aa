using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Platform;
using AquaTope.Host.Api.Requests;
using AquaTope.Host.Security.Access;
using AquaTope.Host.Security.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using static AquaTope.Actors.Platform.PlatformGatewayProtocol;

namespace AquaTope.Host.Api;

/// <summary>The switch that stops all changes of the platform, and how far the cluster acts.</summary>
internal static class HaltApi
{
    /// <summary>How long the gateway may take to write an order down.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int MostTimes = 20;

    /// <summary>
    /// Maps <c>GET /api/gateway</c>, <c>POST /api/halt</c> and <c>POST /api/resume</c>.
    /// </summary>
    public static RouteGroupBuilder MapHalt(this RouteGroupBuilder api)
    {
        api.MapGet("/gateway", GetGatewayAsync).Requires(Scopes.Read);
        api.MapPost("/halt", HaltAsync).Changes("halt");
        api.MapPost("/resume", ResumeAsync).Changes("resume");
        return api;
    }

    private static async Task<GatewayAnswer> GetGatewayAsync(
        IRequiredActor<PlatformGatewayActor> gateway, CancellationToken cancellation) =>
        GatewayAnswer.Of(await AskAsync(gateway, new GetStand(), cancellation));

    private static async Task<Results<Ok<GatewayAnswer>, ProblemHttpResult>> HaltAsync(
        HttpContext http, IRequiredActor<PlatformGatewayActor> gateway)
    {
        var (order, problem) = await OrderBody.ReadAsync(http, ReasonJson.Default.ReasonOrder, order => order.Why);
        if (order is null) return problem!;
        http.Concerns("gateway");
        return TypedResults.Ok(GatewayAnswer.Of(await OrderAsync(
            gateway, turn => new HaltChanges(http.CallerName(), order.Why ?? "", turn),
            stands => stands.Halt is not null, http.RequestAborted)));
    }

    private static async Task<Results<Ok<GatewayAnswer>, ProblemHttpResult>> ResumeAsync(
        HttpContext http, IRequiredActor<PlatformGatewayActor> gateway)
    {
        var (order, problem) = await OrderBody.ReadAsync(http, ReasonJson.Default.ReasonOrder, order => order.Why);
        if (order is null) return problem!;
        http.Concerns("gateway");
        return TypedResults.Ok(GatewayAnswer.Of(await OrderAsync(
            gateway, turn => new ResumeChanges(http.CallerName(), order.Why ?? "", turn), stands => stands.Halt is null,
            http.RequestAborted)));
    }

    // The order names the turn it knows, so that a copy of it that comes late changes nothing. One that
    // others overtook is given again.
    private static async Task<GatewayStands> OrderAsync(
        IRequiredActor<PlatformGatewayActor> gateway, Func<long?, object> order, Func<GatewayStands, bool> isSo,
        CancellationToken cancellation)
    {
        var stands = await AskAsync(gateway, new GetStand(), cancellation);
        for (var times = 1; ; times++)
        {
            stands = await AskAsync(gateway, order(stands.Turn), cancellation);
            if (isSo(stands)) return stands;
            if (times == MostTimes)
                throw new AskTimeoutException($"Others ordered the opposite {MostTimes} times before the order came.");
        }
    }

    private static async Task<GatewayStands> AskAsync(
        IRequiredActor<PlatformGatewayActor> gateway, object question, CancellationToken cancellation) =>
        await (await gateway.GetAsync(cancellation)).Ask<GatewayStands>(question, Patience, cancellation);
}

/// <summary>An order with nothing but its reason.</summary>
internal sealed record ReasonOrder(string? Why = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ReasonOrder))]
internal sealed partial class ReasonJson : JsonSerializerContext;

/// <summary>How far the cluster acts.</summary>
/// <param name="Mode">The nodes' mode: <c>observe</c>, <c>recommend</c>, <c>canary</c> or <c>enforce</c>.</param>
/// <param name="Halted">Whether all changes are halted; then the next three say why, by whom, and since when.</param>
internal sealed record GatewayAnswer(string Mode, bool Halted, string? Why, string? By, DateTimeOffset? Since)
{
    public static GatewayAnswer Of(GatewayStands stands) => new(
        stands.Mode.ToString().ToLowerInvariant(), stands.Halt is not null, stands.Halt?.Why, stands.Halt?.By,
        stands.Halt?.At);
}
