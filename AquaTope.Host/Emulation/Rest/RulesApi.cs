using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Rest.Bodies;

namespace AquaTope.Host.Emulation.Rest;

/// <summary>Rules, and switching them on and off.</summary>
internal static class RulesApi
{
    private const string Collection = "rules";
    private const string ListRoute = "/api/v1/namespaces/{ns}/rules";
    private const string Route = ListRoute + "/{name}";

    public static void MapRules(this IEndpointRouteBuilder routes, PlatformCore core)
    {
        routes.MapGet(ListRoute, (HttpRequest request, string ns) =>
        {
            core.RequireNamespace(ns, Collection);
            return ListQuery.Read(request, Collection)
                .Answer(core.Entities.List<WhiskRule>(), Collection, EntityJson.WriteSummary);
        });
        routes.MapGet(Route, (string ns, string name) => Answer(Require(core, core.RequireName(ns, name))));
        routes.MapPut(Route, (HttpContext context, string ns, string name) =>
            PutAsync(core, context, core.RequireName(ns, name)));
        routes.MapDelete(Route, (string ns, string name) => Delete(core, core.RequireName(ns, name)));
        routes.MapPost(Route, (HttpContext context, string ns, string name) =>
            SwitchAsync(core, context, core.RequireName(ns, name)));
    }

    private static async Task<JsonAnswer> PutAsync(PlatformCore core, HttpContext context, WhiskName name)
    {
        var overwrite = ListQuery.Flag(context.Request, "overwrite");
        var body = await RequestBody.ReadObjectAsync(context);
        var (annotations, publish, version) = (body.Annotations(), body.Publish(), body.Version());
        var trigger = Reference(core, body, "trigger");
        var action = Reference(core, body, "action");

        var known = core.Entities.Find(name);
        if (known is not null and not WhiskRule) throw Refusal.OtherCollection();
        if (known is not null && !overwrite) throw Refusal.AlreadyExists();
        var before = known as WhiskRule;
        if ((trigger ?? before?.Trigger) is not { } source || (action ?? before?.Action) is not { } target)
            throw Refusal.BadRequest("rule requires a valid trigger and a valid action");
        if (core.Entities.Find<WhiskTrigger>(source) is null)
            throw Refusal.BadRequest($"trigger /{source} does not exist");
        if (core.Actions.Resolve(target) is null) throw Refusal.BadRequest($"action /{target} does not exist");

        var rule = new WhiskRule(
            name,
            version ?? before?.Version.NextPatch ?? SemanticVersion.First,
            publish ?? before?.Publish ?? false,
            annotations ?? before?.Annotations ?? PropertyList.Empty,
            core.Engine.Now, source, target, before?.Active ?? true);
        return core.Entities.TryPut(rule, known) ? Answer(rule) : throw Refusal.ConcurrentModification();
    }

    private static JsonAnswer Delete(PlatformCore core, WhiskName name)
    {
        var rule = Require(core, name);
        return core.Entities.TryRemove(rule) ? Answer(rule) : throw Refusal.ConcurrentModification();
    }

    private static async Task<IResult> SwitchAsync(PlatformCore core, HttpContext context, WhiskName name)
    {
        var body = await RequestBody.ReadObjectAsync(context);
        var active = body.Text("status", "status malformed!") switch
        {
            "active" => true,
            "inactive" => false,
            _ => throw Refusal.BadRequest("'status' must be either 'active' or 'inactive'.")
        };
        var rule = Require(core, name);
        return core.Entities.TryPut(rule with { Active = active }, rule)
            ? Results.Text("OK")
            : throw Refusal.ConcurrentModification();
    }

    private static WhiskRule Require(PlatformCore core, WhiskName name) => core.Entities.Find(name) switch
    {
        WhiskRule rule => rule,
        null => throw Refusal.NotFound(),
        _ => throw Refusal.OtherCollection()
    };

    private static JsonAnswer Answer(WhiskRule rule) => JsonAnswer.Ok(writer => EntityJson.Write(writer, rule));

    // Clients that send nothing send an empty text or null.
    private static WhiskName? Reference(PlatformCore core, JsonElement body, string field)
    {
        var text = body.Text(field, $"{field} malformed!");
        if (string.IsNullOrEmpty(text)) return null;
        if (!WhiskName.TryParse(text, core.Namespace, out var name))
            throw Refusal.Malformed($"'{text}' must contain at least the namespace and the name of the entity.");
        return name.Namespace == core.Namespace ? name : throw Refusal.NotEntitled(name.ToString());
    }
}
