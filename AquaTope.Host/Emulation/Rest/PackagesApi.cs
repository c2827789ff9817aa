using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Rest.Bodies;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Emulation.Rest;

/// <summary>Packages and package bindings.</summary>
internal static class PackagesApi
{
    private const string Collection = "packages";
    private const string ListRoute = "/api/v1/namespaces/{ns}/packages";
    private const string Route = ListRoute + "/{name}";

    public static void MapPackages(this IEndpointRouteBuilder routes, PlatformCore core)
    {
        routes.MapGet(ListRoute, (HttpRequest request, string ns) => List(core, request, ns));
        routes.MapGet(Route, (string ns, string name) => Get(core, core.RequireName(ns, name)));
        routes.MapPut(Route, (HttpContext context, string ns, string name) =>
            PutAsync(core, context, core.RequireName(ns, name)));
        routes.MapDelete(Route, (HttpRequest request, string ns, string name) =>
            Delete(core, request, core.RequireName(ns, name)));
    }

    private static JsonAnswer List(PlatformCore core, HttpRequest request, string ns)
    {
        var query = ListQuery.Read(request, Collection);
        // Another namespace shows its public packages; none but the caller's own has any here.
        var foreign = ns != "_" && ns != core.Namespace && EntityName.IsValid(ns);
        if (!foreign) core.RequireNamespace(ns, Collection);
        return query.Answer(foreign ? [] : core.Entities.List<WhiskPackage>(), Collection, EntityJson.WriteSummary);
    }

    private static JsonAnswer Get(PlatformCore core, WhiskName name)
    {
        var package = Require(core, name);
        var provider = package.Binding is { } binding ? core.Entities.Find<WhiskPackage>(binding) : package;
        var shown = package with
        {
            Parameters = (package.Binding is null ? PropertyList.Empty : provider?.Parameters ?? PropertyList.Empty)
                .Overlay(package.Parameters)
        };
        IReadOnlyList<WhiskAction> contents = provider is null ? [] : Contents(core, provider.Name);
        return JsonAnswer.Ok(writer => EntityJson.Write(writer, shown, contents));
    }

    private static async Task<JsonAnswer> PutAsync(PlatformCore core, HttpContext context, WhiskName name)
    {
        var overwrite = ListQuery.Flag(context.Request, "overwrite");
        var body = await RequestBody.ReadObjectAsync(context);
        if (name.Name == "default") throw Refusal.BadRequest("'default' is a reserved name.");
        var (parameters, annotations) = (body.Parameters(), body.Annotations());
        var (publish, version) = (body.Publish(), body.Version());
        var binding = Binding(core, body);

        var known = core.Entities.Find(name);
        if (known is not null and not WhiskPackage) throw Refusal.OtherCollection();
        if (known is not null && !overwrite) throw Refusal.AlreadyExists();
        var before = known as WhiskPackage;
        var package = new WhiskPackage(
            name,
            version ?? before?.Version.NextPatch ?? SemanticVersion.First,
            publish ?? before?.Publish ?? false,
            annotations ?? before?.Annotations ?? PropertyList.Empty,
            core.Engine.Now,
            parameters ?? before?.Parameters ?? PropertyList.Empty,
            binding ?? before?.Binding);
        if (!core.Entities.TryPut(package, known)) throw Refusal.ConcurrentModification();
        return JsonAnswer.Ok(writer => EntityJson.Write(writer, package, contents: null));
    }

    private static JsonAnswer Delete(PlatformCore core, HttpRequest request, WhiskName name)
    {
        var force = ListQuery.Flag(request, "force");
        var package = Require(core, name);
        var contents = Contents(core, name);
        if (contents.Count > 0 && !force)
            throw Refusal.Conflict(
                $"Package not empty (contains {contents.Count} {(contents.Count == 1 ? "entity" : "entities")}). " +
                "Set force param or delete package contents.");
        foreach (var action in contents) core.Entities.TryRemove(action);
        if (!core.Entities.TryRemove(package)) throw Refusal.ConcurrentModification();
        return JsonAnswer.Ok(writer => EntityJson.Write(writer, package, contents: null));
    }

    private static WhiskPackage Require(PlatformCore core, WhiskName name) => core.Entities.Find(name) switch
    {
        WhiskPackage package => package,
        null => throw Refusal.NotFound(),
        _ => throw Refusal.OtherCollection()
    };

    private static IReadOnlyList<WhiskAction> Contents(PlatformCore core, WhiskName package) =>
        [.. core.Entities.List<WhiskAction>().Where(action => action.Name.Package == package.Name)];

    private static WhiskName? Binding(PlatformCore core, JsonElement body)
    {
        if (body.Field("binding") is not { } json) return null;
        const string problem = "binding malformed!";
        if (json.ValueKind != JsonValueKind.Object) throw Refusal.Malformed(problem);
        // An empty object says that the package is no binding.
        if (!json.EnumerateObject().Any()) return null;
        var name = json.Text("name", problem) ?? throw Refusal.Malformed(problem);
        var provider = core.RequireName(json.Text("namespace", problem) ?? "_", name);
        if (core.Entities.Find<WhiskPackage>(provider) is not { } package)
            throw Refusal.BadRequest("Binding references a package that does not exist.");
        return package.Binding is null ? provider : throw Refusal.BadRequest("Cannot bind to another package binding.");
    }
}
