using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Catalog;

namespace AquaTope.Host.Node;

/// <summary>
/// Gives orders to the catalog as of the version that this node knows. Where a workflow was changed meanwhile, the node
/// learns of that and gives the order again: it is new, and only its late copies are not to be obeyed.
/// </summary>
internal sealed class CatalogOrders(IRequiredActor<CatalogActor> catalog, CatalogView view)
{
    /// <summary>How long the catalog may take to write an order down.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // A workflow is changed by people and pipelines; one that changes so often between question and answer has many who
    // do not know of each other.
    private const int MostTimes = 20;

    /// <param name="order">The order as of a version of the catalog.</param>
    /// <param name="cancellation">Ends the waiting, not the order.</param>
    /// <exception cref="AskTimeoutException">
    /// The catalog did not answer in time, or others changed the workflow each time.
    /// </exception>
    public async Task<CatalogProtocol.ICatalogMessage> GiveAsync(
        Func<long, CatalogProtocol.ICatalogMessage> order, CancellationToken cancellation)
    {
        var actor = await catalog.GetAsync(cancellation);
        for (var times = 1; ; times++)
        {
            var answer = await actor.Ask<CatalogProtocol.ICatalogMessage>(order(view.Version), Patience, cancellation);
            if (answer is not CatalogProtocol.Outdated outdated) return answer;
            if (times == MostTimes)
                throw new AskTimeoutException($"Others changed the workflow {MostTimes} times before the order came.");
            view.Update(outdated.Catalog);
        }
    }
}
