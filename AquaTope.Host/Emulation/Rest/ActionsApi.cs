using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Invocations;
using AquaTope.Host.Emulation.Rest.Bodies;

namespace AquaTope.Host.Emulation.Rest;

/// <summary>Actions: list, get, create, update and delete. Invoking one is <see cref="InvocationsApi"/>.</summary>
internal static class ActionsApi
{
    private const string Collection = "actions";
    private const string ListRoute = "/api/v1/namespaces/{ns}/actions";
    private const string Route = ListRoute + "/{**path}";

    public static void MapActions(this IEndpointRouteBuilder routes, PlatformCore core)
    {
        routes.MapGet(ListRoute, (HttpRequest request, string ns) => List(core, request, ns, package: null));
        routes.MapGet(Route, (HttpRequest request, string ns, string path) => path.EndsWith('/')
            ? List(core, request, ns, path.TrimEnd('/'))
            : Get(core, request, core.RequireAction(ns, path)));
        routes.MapPut(Route, (HttpContext context, string ns, string path) =>
            PutAsync(core, context, core.RequireAction(ns, path)));
        routes.MapDelete(Route, (string ns, string path) => Delete(core, core.RequireAction(ns, path)));
    }

    private static JsonAnswer List(PlatformCore core, HttpRequest request, string ns, string? package)
    {
        core.RequireNamespace(ns, Collection);
        var query = ListQuery.Read(request, Collection);
        var actions = core.Entities.List<WhiskAction>();
        if (package is not null) actions = [.. actions.Where(action => action.Name.Package == package)];
        return query.Answer(actions, Collection, EntityJson.WriteSummary);
    }

    private static JsonAnswer Get(PlatformCore core, HttpRequest request, WhiskName name)
    {
        var target = Require(core, name);
        var withCode = request.Query["code"].ToString() != "false";
        return JsonAnswer.Ok(writer => EntityJson.Write(writer, target.Action, target.Parameters, withCode));
    }

    private static async Task<JsonAnswer> PutAsync(PlatformCore core, HttpContext context, WhiskName name)
    {
        var overwrite = ListQuery.Flag(context.Request, "overwrite");
        var body = ActionBody.Read(await RequestBody.ReadObjectAsync(context), core);
        var action = ActionUpdate.Put(core, name, body, overwrite);
        return JsonAnswer.Ok(writer => Write(writer, action));
    }

    private static JsonAnswer Delete(PlatformCore core, WhiskName name)
    {
        var action = core.Entities.Find(name) switch
        {
            WhiskAction known => known,
            null => throw Refusal.NotFound(),
            _ => throw Refusal.OtherCollection()
        };
        if (!core.Entities.TryRemove(action)) throw Refusal.ConcurrentModification();
        return JsonAnswer.Ok(writer => Write(writer, action));
    }

    /// <summary>The action of that name, or the answer that there is none.</summary>
    public static ResolvedAction Require(PlatformCore core, WhiskName name) =>
        core.Actions.Resolve(name)
        ?? throw (core.Entities.Find(name) is null ? Refusal.NotFound() : Refusal.OtherCollection());

    private static void Write(Utf8JsonWriter writer, WhiskAction action) =>
        EntityJson.Write(writer, action, action.Parameters, withCode: true);
}
