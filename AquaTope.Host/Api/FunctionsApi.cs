using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Observation;
using AquaTope.Host.Node;
using AquaTope.Host.Security.Access;
using AquaTope.Host.Security.Keys;

namespace AquaTope.Host.Api;

/// <summary>What a node knows of the functions it manages.</summary>
internal static class FunctionsApi
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Maps <c>GET /api/functions</c>.</summary>
    public static RouteGroupBuilder MapFunctions(this RouteGroupBuilder api)
    {
        api.MapGet("/functions", GetFunctionsAsync).Requires(Scopes.Read);
        return api;
    }

    private static async Task<IReadOnlyList<FunctionAnswer>> GetFunctionsAsync(
        IRequiredActor<ObserverActor> observer, CatalogView catalog, CancellationToken cancellation)
    {
        var actor = await observer.GetAsync(cancellation);
        var seen = await actor.Ask<ObservationProtocol.Functions>(
            new ObservationProtocol.GetFunctions(), Patience, cancellation);
        var statuses = seen.Statuses.ToDictionary(status => status.Function);
        return
        [
            .. catalog.Workflows.SelectMany(workflow => workflow.Functions).Distinct()
                .OrderBy(function => function.Value, StringComparer.Ordinal)
                .Select(function => statuses.TryGetValue(function, out var status)
                    ? FunctionAnswer.Of(status)
                    : new FunctionAnswer(function.Value, 0, 0, 0, null, null))
        ];
    }
}

/// <summary>
/// A function's counts since it is known, the open window included, its target and the policy that chose it.
/// </summary>
internal sealed record FunctionAnswer(
    string Name, long Invocations, long ColdStarts, int Target, string? Policy, ForecastAnswer? Forecast)
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
