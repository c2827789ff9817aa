using System.Globalization;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Rest.Bodies;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Emulation.Rest;

/// <summary>The records of finished activations.</summary>
internal static class ActivationsApi
{
    private const string Collection = "activations";
    private const string ListRoute = "/api/v1/namespaces/{ns}/activations";

    public static void MapActivations(this IEndpointRouteBuilder routes, PlatformCore core)
    {
        routes.MapGet(ListRoute, (HttpRequest request, string ns) => List(core, request, ns));
        routes.MapGet(ListRoute + "/{id}", (string ns, string id) =>
        {
            var record = Require(core, ns, id);
            return JsonAnswer.Ok(writer => ActivationJson.Write(writer, record));
        });
        routes.MapGet(ListRoute + "/{id}/result", (string ns, string id) =>
        {
            var record = Require(core, ns, id);
            return JsonAnswer.Ok(writer => ActivationJson.WriteResponse(writer, record.Response));
        });
        routes.MapGet(ListRoute + "/{id}/logs", (string ns, string id) =>
        {
            var record = Require(core, ns, id);
            return JsonAnswer.Ok(JsonObjects.Create(writer => ActivationJson.WriteLogs(writer, record)));
        });
    }

    private static JsonAnswer List(PlatformCore core, HttpRequest request, string ns)
    {
        core.RequireNamespace(ns, Collection);
        var page = ListQuery.Read(request, Collection);
        var full = ListQuery.Flag(request, "docs");
        var query = new ActivationQuery(Name(request), Instant(request, "since"), Instant(request, "upto"));
        if (page.CountOnly)
            return full
                ? throw Refusal.BadRequest("The parameter 'docs' is not permitted with 'count'.")
                : ListQuery.Count(Collection, Math.Max(0, core.Activations.Count(query) - page.Skip));
        return JsonAnswer.List(core.Activations.List(query, page.Skip, page.Limit), (writer, record) =>
        {
            if (full) ActivationJson.Write(writer, record);
            else ActivationJson.WriteSummary(writer, record);
        });
    }

    private static ActivationRecord Require(PlatformCore core, string ns, string text)
    {
        core.RequireNamespace(ns, $"{Collection}/{text}");
        if (text.Length != ActivationId.TextLength)
            throw Refusal.BadRequest($"Activation id length is {text.Length} but must be {ActivationId.TextLength}.");
        if (!ActivationId.TryParse(text, out var id)) throw Refusal.BadRequest("The activation id is not valid.");
        return core.Activations.Find(id) ?? throw Refusal.NotFound();
    }

    private static string? Name(HttpRequest request)
    {
        var text = request.Query["name"].ToString();
        if (text.Length == 0) return null;
        var segments = text.Split('/');
        return segments.Length <= 2 && segments.All(EntityName.IsValid)
            ? text
            : throw Refusal.MalformedQuery(
                "name", $"Parameter may be a 'simple' name or 'package-name/simple' name: {text}");
    }

    // The platform's text says seconds; it means milliseconds.
    private static DateTimeOffset? Instant(HttpRequest request, string name)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
               && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw Refusal.MalformedQuery(name, $"Parameter is not a valid value for epoch seconds: {text}");
    }
}
