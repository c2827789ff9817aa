using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Observation;
using AquaTope.Host.Node;

namespace AquaTope.Host.Api;

/// <summary>What a node knows of the functions it manages.</summary>
internal static class FunctionsApi
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Maps <c>GET /api/functions</c>.</summary>
    public static RouteGroupBuilder MapFunctions(this RouteGroupBuilder api)
    {
        api.MapGet("/functions", GetFunctionsAsync);
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
                    ? new FunctionAnswer(function.Value, status.Invocations, status.ColdStarts, status.Target)
                    : new FunctionAnswer(function.Value, 0, 0, 0))
        ];
    }
}

/// <summary>A function's counts since it is known, the open window included, and its target.</summary>
internal sealed record FunctionAnswer(string Name, long Invocations, long ColdStarts, int Target);
