using AquaTope.Host.Emulation.Entities;

namespace AquaTope.Host.Emulation.Invocations;

/// <summary>Finds actions by name, through package bindings where the name leads there.</summary>
internal sealed class ActionResolver(EntityStore entities)
{
    public ResolvedAction? Resolve(WhiskName name)
    {
        if (name.Package is null)
            return entities.Find<WhiskAction>(name) is { } plain ? new(plain, plain.Parameters, Binding: null) : null;
        if (entities.Find<WhiskPackage>(name.PackageName) is not { } package) return null;
        if (package.Binding is not { } provider)
            return entities.Find<WhiskAction>(name) is { } packaged
                ? new(packaged, package.Parameters.Overlay(packaged.Parameters), Binding: null)
                : null;

        var bound = entities.Find<WhiskAction>(new WhiskName(provider.Namespace, provider.Name, name.Name));
        var inherited = entities.Find<WhiskPackage>(provider)?.Parameters ?? PropertyList.Empty;
        return bound is null
            ? null
            : new(bound, inherited.Overlay(package.Parameters).Overlay(bound.Parameters), package.Name);
    }
}
