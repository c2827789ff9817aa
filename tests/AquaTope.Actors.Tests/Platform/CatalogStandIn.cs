using Akka.Actor;
using AquaTope.Actors.Catalog;
using AquaTope.Models.Workflows;

namespace AquaTope.Actors.Tests.Platform;

/// <summary>A catalog that never changes.</summary>
internal sealed class CatalogStandIn : ReceiveActor
{
    public CatalogStandIn(CatalogProtocol.CatalogChanged catalog) =>
        Receive<CatalogProtocol.Subscribe>(_ => Sender.Tell(catalog));

    public static Props Props(params Workflow[] workflows)
    {
        var catalog = new CatalogProtocol.CatalogChanged(1, workflows);
        return Akka.Actor.Props.Create(() => new CatalogStandIn(catalog));
    }
}
