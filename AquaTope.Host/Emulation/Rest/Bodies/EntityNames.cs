using AquaTope.Host.Emulation.Entities;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Emulation.Rest.Bodies;

/// <summary>Reads the names in request paths and checks that the caller may use them.</summary>
internal static class EntityNames
{
    /// <summary>The caller's own namespace stands behind <c>_</c>.</summary>
    private const string OwnNamespace = "_";

    /// <summary>The namespace of a path; only the caller's own may be used.</summary>
    public static string RequireNamespace(this PlatformCore core, string text, string resource = "")
    {
        if (!EntityName.IsValid(text)) throw Refusal.BadRequest("The namespace contains illegal characters.");
        if (text != OwnNamespace && text != core.Namespace)
            throw Refusal.NotEntitled(resource.Length == 0 ? text : $"{text}/{resource}");
        return core.Namespace;
    }

    /// <summary>The name of an entity that lies in no package.</summary>
    public static WhiskName RequireName(this PlatformCore core, string @namespace, string name)
    {
        var own = core.RequireNamespace(@namespace, name);
        Check(name);
        return new WhiskName(own, name);
    }

    /// <summary>The name of an action, <c>name</c> or <c>package/name</c>.</summary>
    public static WhiskName RequireAction(this PlatformCore core, string @namespace, string path)
    {
        var own = core.RequireNamespace(@namespace, path);
        var segments = path.Split('/');
        if (segments.Length > 2) throw Refusal.UnknownPath();
        foreach (var segment in segments) Check(segment);
        return segments.Length == 1 ? new WhiskName(own, segments[0]) : new WhiskName(own, segments[0], segments[1]);
    }

    private static void Check(string segment)
    {
        if (segment.Length > EntityName.MaxLength)
            throw Refusal.BadRequest($"Name segement longer than allowed: {segment.Length} > {EntityName.MaxLength}.");
        if (!EntityName.IsValid(segment))
            throw Refusal.BadRequest("The name of the entity contains illegal characters.");
    }
}
