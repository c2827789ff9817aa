using Akka.Hosting;

namespace AquaTope.Actors.Catalog;

/// <summary>Wires the catalog; its key in the registry is <see cref="CatalogActor"/>.</summary>
public static class CatalogHosting
{
    public static AkkaConfigurationBuilder WithCatalog(this AkkaConfigurationBuilder builder, bool here) =>
        builder.WithControlSingleton<CatalogActor>(here, "catalog", (_, _) => CatalogActor.Props());
}
