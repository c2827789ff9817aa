using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Functions;
using AquaTope.Host.Node;
using AquaTope.Host.Security.Access;
using AquaTope.Host.Security.Keys;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Api;

/// <summary>What a node knows of the functions it manages.</summary>
internal static class FunctionsApi
{
    /// <summary>
    /// How long a function's actor may take; one on a lost node must not keep the others from being shown.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Maps <c>GET /api/functions</c>.</summary>
    public static RouteGroupBuilder MapFunctions(this RouteGroupBuilder api)
    {
        api.MapGet("/functions", GetFunctionsAsync).Requires(Scopes.Read);
        return api;
    }

    // The actors are asked themselves, wherever they are, so every node answers the same.
    private static async Task<IReadOnlyList<FunctionAnswer>> GetFunctionsAsync(
        IRequiredActor<FunctionActor> functions, CatalogView catalog, CancellationToken cancellation)
    {
        var region = await functions.GetAsync(cancellation);
        return await Task.WhenAll(catalog.Workflows
            .SelectMany(workflow => workflow.Functions).Distinct()
            .OrderBy(function => function.Value, StringComparer.Ordinal)
            .Select(function => DescribeAsync(function, region, cancellation)));
    }

    private static async Task<FunctionAnswer> DescribeAsync(
        FunctionId function, IActorRef region, CancellationToken cancellation)
    {
        try
        {
            return FunctionAnswer.Of(await region.Ask<FunctionProtocol.FunctionStatus>(
                new FunctionProtocol.GetFunction(function), Patience, cancellation));
        }
        catch (AskTimeoutException)
        {
            return new FunctionAnswer(function.Value, 0, 0, 0, null, null, Answers: false);
        }
    }
}

/// <summary>
/// A function's counts since it is known, the open window included, its target and the policy that chose it. Where its
/// actor does not answer, <paramref name="Answers"/> is false and nothing else is known but the name.
/// </summary>
internal sealed record FunctionAnswer(
    string Name, long Invocations, long ColdStarts, int Target, string? Policy, ForecastAnswer? Forecast,
    bool Answers = true)
{
    public static FunctionAnswer Of(FunctionProtocol.FunctionStatus status) => new(
        status.Function.Value, status.Invocations, status.ColdStarts, status.Target, status.Policy,
        status.Forecast is { } forecast
            ? new ForecastAnswer(forecast.By, forecast.Mean, forecast.Quantile, forecast.MeanError)
            : null);
}

/// <summary>The newest forecast, in containers.</summary>
/// <param name="By">A forecaster's name or a model's version.</param>
/// <param name="Mean">The mean demand of the next window.</param>
/// <param name="Quantile">The demand that is exceeded in one window of twenty.</param>
/// <param name="MeanError">The mean distance between demand and mean, over about the last sixty forecasts.</param>
internal sealed record ForecastAnswer(string By, double Mean, double Quantile, double? MeanError);
