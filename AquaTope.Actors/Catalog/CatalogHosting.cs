using Akka.Hosting;

namespace AquaTope.Actors.Catalog;

/// <summary>Wires the catalog; its key in the registry is <see cref="CatalogActor"/>.</summary>
public static class CatalogHosting
{
    public static AkkaConfigurationBuilder WithCatalog(this AkkaConfigurationBuilder builder) =>
        builder.WithPersistentSingleton<CatalogActor>("catalog", (_, _) => CatalogActor.Props());
}
