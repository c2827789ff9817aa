using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Invocations;
using AquaTope.Host.Emulation.Rest.Bodies;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Emulation.Rest;

/// <summary>Triggers, and firing them.</summary>
internal static class TriggersApi
{
    private const string Collection = "triggers";
    private const string ListRoute = "/api/v1/namespaces/{ns}/triggers";
    private const string Route = ListRoute + "/{name}";

    public static void MapTriggers(this IEndpointRouteBuilder routes, PlatformCore core)
    {
        routes.MapGet(ListRoute, (HttpRequest request, string ns) =>
        {
            core.RequireNamespace(ns, Collection);
            return ListQuery.Read(request, Collection)
                .Answer(core.Entities.List<WhiskTrigger>(), Collection, EntityJson.WriteSummary);
        });
        routes.MapGet(Route, (string ns, string name) => Answer(core, Require(core, core.RequireName(ns, name))));
        routes.MapPut(Route, (HttpContext context, string ns, string name) =>
            PutAsync(core, context, core.RequireName(ns, name)));
        routes.MapDelete(Route, (string ns, string name) => Delete(core, core.RequireName(ns, name)));
        routes.MapPost(Route, (HttpContext context, string ns, string name) =>
            FireAsync(core, context, core.RequireName(ns, name)));
    }

    private static async Task<JsonAnswer> PutAsync(PlatformCore core, HttpContext context, WhiskName name)
    {
        var overwrite = ListQuery.Flag(context.Request, "overwrite");
        var body = await RequestBody.ReadObjectAsync(context);
        var (parameters, annotations) = (body.Parameters(), body.Annotations());
        var (publish, version) = (body.Publish(), body.Version());
        if (annotations?.Find("feed") is { } feed && !IsFeedName(core, feed))
            throw Refusal.BadRequest("Feed name is not valid.");

        var known = core.Entities.Find(name);
        if (known is not null and not WhiskTrigger) throw Refusal.OtherCollection();
        if (known is not null && !overwrite) throw Refusal.AlreadyExists();
        var before = known as WhiskTrigger;
        var trigger = new WhiskTrigger(
            name,
            version ?? before?.Version.NextPatch ?? SemanticVersion.First,
            publish ?? before?.Publish ?? false,
            annotations ?? before?.Annotations ?? PropertyList.Empty,
            core.Engine.Now,
            parameters ?? before?.Parameters ?? PropertyList.Empty);
        return core.Entities.TryPut(trigger, known) ? Answer(core, trigger) : throw Refusal.ConcurrentModification();
    }

    private static JsonAnswer Delete(PlatformCore core, WhiskName name)
    {
        var trigger = Require(core, name);
        return core.Entities.TryRemove(trigger) ? Answer(core, trigger) : throw Refusal.ConcurrentModification();
    }

    // Every active rule invokes its action without waiting; the trigger's own record says what came of each.
    private static async Task<IResult> FireAsync(PlatformCore core, HttpContext context, WhiskName name)
    {
        core.Throttle.AdmitFire(core.Engine.Now);
        var trigger = Require(core, name);
        var payload = JsonObjects.Merge(trigger.Parameters, await RequestBody.ReadPayloadAsync(context));
        var rules = RulesOf(core, name);
        if (!rules.Any(rule => rule.Active)) return Results.NoContent();

        var now = core.Engine.Now;
        var record = ActivationRecords.Fired(
            core.Engine.NewId(), trigger, payload, now, [.. rules.Select(rule => FireRule(core, rule, payload))]);
        core.Activations.Add(record);
        return InvocationsApi.Accepted(context, record.Id);
    }

    private static string FireRule(PlatformCore core, WhiskRule rule, JsonElement payload)
    {
        ActivationId? started = null;
        string? error = null;
        if (!rule.Active)
            error = $"Rule '{rule.Name}' is inactive, action '{rule.Action}' was not activated.";
        else if (core.Actions.Resolve(rule.Action) is not { } action)
            error = Refusal.NotFound().Message;
        else if (core.Throttle.CountInvocation(core.Engine.Now, core.Engine.InFlight) is { } refusal)
            error = refusal;
        else
            started = core.Engine.Invoke(action, payload);

        return JsonObjects.Create(writer =>
        {
            writer.WriteNumber("statusCode", started is null ? 1 : 0);
            writer.WriteBoolean("success", started is not null);
            if (started is { } id) writer.WriteString("activationId", id.ToString());
            else writer.WriteString("error", error);
            writer.WriteString("rule", rule.Name.ToString());
            writer.WriteString("action", rule.Action.ToString());
        }).GetRawText();
    }

    private static WhiskTrigger Require(PlatformCore core, WhiskName name) => core.Entities.Find(name) switch
    {
        WhiskTrigger trigger => trigger,
        null => throw Refusal.NotFound(),
        _ => throw Refusal.OtherCollection()
    };

    private static IReadOnlyList<WhiskRule> RulesOf(PlatformCore core, WhiskName trigger) =>
        [.. core.Entities.List<WhiskRule>().Where(rule => rule.Trigger == trigger)];

    private static JsonAnswer Answer(PlatformCore core, WhiskTrigger trigger)
    {
        var rules = RulesOf(core, trigger.Name);
        return JsonAnswer.Ok(writer => EntityJson.Write(writer, trigger, rules));
    }

    private static bool IsFeedName(PlatformCore core, JsonElement feed) =>
        feed.ValueKind == JsonValueKind.String && WhiskName.TryParse(feed.GetString(), core.Namespace, out _);
}
